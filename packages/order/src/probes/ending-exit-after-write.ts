// A large write to a pipe, then process.exit.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ending-exit-after-write",
  group: "ending",
  title: "A large write to a pipe, then process.exit",
  question: "Is the output whole when a program writes 300 kB to a pipe and calls process.exit?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "exit-output",
  modules: {
    writer() {
      process.stdout.write("x".repeat(300_000));
      process.exit(0);
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
    }, 400);
    child.on("close", () => mark(bytes === 300_000 ? "whole" : "cut off"));
  },
  promises: [
    {
      ...node.exitMayCutOutput,
      says: "Output to a pipe may be cut off.",
      open: ["whole", "cut off"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#25432",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "Output to a pipe is cut off by process.exit.",
      holds: (seen) => seen.came("cut off") > 0,
    },
  ],
  relied: { likelihood: "often", why: "Command-line tools print JSON and exit." },
});
