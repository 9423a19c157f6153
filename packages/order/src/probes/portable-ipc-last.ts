// Write this: exit in the callback of the last send.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-ipc-last",
  group: "portable",
  title: "Write this: exit in the callback of the last send",
  question: "Does the parent receive a message when the child waits for the callback of send?",
  kinds: ["loaded"],
  models: ["promises"],
  modules: {
    child() {
      process.send?.("result", () => process.disconnect?.());
    },
  },
  program({ mark, address, childProcess }) {
    const child = childProcess.fork(decodeURIComponent(new URL(address("child")).pathname), {
      stdio: "ignore",
    });
    child.on("message", (text) => mark(`received ${text}`));
    child.on("close", () => setTimeout(() => mark("closed"), 30));
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
