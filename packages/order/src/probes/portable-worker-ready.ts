// Write this: post jobs when the worker has said that it is ready.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-worker-ready",
  group: "portable",
  title: "Write this: post jobs when the worker has said that it is ready",
  question: "Do all jobs arrive that are posted after the message of the worker?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, thread }) {
    const worker = thread("late");
    worker.on("message", (text) => {
      mark(text);
      if (text === "ready") for (const n of [1, 2]) worker.postMessage(n);
    });
  },
  workers: {
    late({ workerThreads }) {
      const port = workerThreads.parentPort;
      setTimeout(() => {
        port?.on("message", (n) => {
          port.postMessage(`got ${n}`);
          if (n === 2) setTimeout(() => process.exit(0), 50);
        });
        port?.postMessage("ready");
      }, 50);
    },
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
