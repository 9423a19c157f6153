// Write this: exit in the callback of the last write.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-exit-after-write",
  group: "portable",
  title: "Write this: exit in the callback of the last write",
  question: "Is the output whole when process.exit waits for the callback of the write?",
  kinds: ["loaded"],
  models: ["promises"],
  modules: {
    writer() {
      process.stdout.write("x".repeat(300_000), () => process.exit(0));
    },
  },
  program({ mark, address, childProcess }) {
    const start = "Deno" in globalThis ? ["run", "-A"] : [];
    const writer = decodeURIComponent(new URL(address("writer")).pathname);
    const child = childProcess.spawn(process.execPath, [...start, writer], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    let bytes = 0;
    setTimeout(() => {
      child.stdout.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
    }, 200);
    child.on("close", () => mark(bytes === 300_000 ? "whole" : "cut off"));
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
