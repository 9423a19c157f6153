// The end of a worker that closes its port.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-parent-port-close-end",
  group: "workers",
  title: "The end of a worker that closes its port",
  question: "Does a worker that listens on its port end once the port is closed?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-port-close",
  program({ mark, thread }) {
    const worker = thread("closing");
    worker.on("message", () => {
      const waited = setTimeout(() => {
        mark("still runs");
        worker.terminate();
      }, 500);
      worker.once("exit", () => clearTimeout(waited));
    });
    worker.once("exit", () => mark("exit"));
  },
  workers: {
    closing({ workerThreads }) {
      const port = workerThreads.parentPort;
      port?.on("message", () => {});
      port?.postMessage("listening");
      try {
        port?.close();
      } catch {
        // Without the method the worker goes on, which is the answer.
      }
    },
  },
  promises: [
    {
      by: "Node",
      link: "https://nodejs.org/api/worker_threads.html#portclose",
      says: "That a worker ends when its port is closed is not said.",
      open: ["exit", "still runs"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "It is how a worker ends in order, without process.exit." },
});
