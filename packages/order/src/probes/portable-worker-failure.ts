// Write this: send a failure of a worker as data.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-worker-failure",
  group: "portable",
  title: "Write this: send a failure of a worker as data",
  question: "Does the parent learn the name and the code of an error?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, thread }) {
    const worker = thread("failing");
    worker.on("message", ({ failed }) => mark(`${failed.name} ${failed.code}`));
    worker.on("exit", () => mark("exit"));
  },
  workers: {
    failing({ workerThreads }) {
      try {
        throw Object.assign(new Error("nothing left"), { name: "OutOfStock", code: "E_STOCK" });
      } catch (error) {
        const { name, code } = error as { name: string; code: string };
        workerThreads.parentPort?.postMessage({ failed: { name, code } });
      }
    },
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
