// The rejection of a worker that has nothing else to do, and so might end before anybody has looked.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-rejection-at-once",
  group: "workers",
  title: "An unhandled rejection in a worker that nothing keeps alive",
  question: "Does a worker's unhandled rejection reach its parent when it is the worker's last deed?",
  kinds: ["loaded"],
  models: ["threads"],
  program({ mark, thread }) {
    const worker = thread("rejecting");
    worker.on("error", () => mark("error"));
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    rejecting() {
      Promise.reject(new Error("nobody cares"));
    },
  },
  promises: [
    {
      by: "Node",
      says: "An uncaught exception of a worker, which an unhandled rejection becomes, is emitted as error, and the worker is ended.",
      link: "https://nodejs.org/api/worker_threads.html#event-error",
      order: ["error", "exit code 1"],
    },
    {
      by: "Node",
      says: "No failure of a worker goes unnoticed.",
      link: "https://nodejs.org/api/worker_threads.html#event-error",
      always: ["error"],
    },
  ],
  claims: [
    {
      runtime: "bun",
      says: "No error event comes when nothing keeps the worker alive.",
      holds: (seen) => seen.came("error") < 1,
    },
  ],
  relied: { likelihood: "often", why: "A pool that hears of no failure waits for an answer forever." },
});
