// A rejection nobody handles, inside a worker that has nothing else to do.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-unhandled-rejection",
  group: "workers",
  title: "An unhandled rejection in a worker",
  question: "Does an unhandled rejection end the worker with an error event and exit code 1?",
  kinds: ["loaded"],
  models: ["threads"],
  program({ mark, thread }) {
    const worker = thread("rejecting");
    worker.on("error", () => mark("error"));
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    rejecting() {
      setTimeout(() => Promise.reject(new Error("nobody cares")), 5);
    },
  },
  promises: [
    {
      by: "Node",
      says: "Unhandled rejections are raised as uncaught exceptions, which end a worker with an error event and code 1.",
      link: "https://nodejs.org/api/worker_threads.html#event-error",
      order: ["error", "exit code 1"],
    },
    {
      by: "Node",
      says: "The exit code is 1.",
      link: "https://nodejs.org/api/worker_threads.html#event-exit",
      always: ["error", "exit code 1"],
    },
  ],
  claims: [
    {
      runtime: "bun",
      says: "A worker ends with exit code 0 after an unhandled rejection.",
      holds: (seen) => seen.came("exit code 0") === 1,
    },
  ],
  relied: { likelihood: "often", why: "Pools replace a worker that ended with a code other than 0." },
});
