// The rejection of a worker that has nothing else to do, and so might end before anybody has looked.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-rejection-at-once",
  group: "workers",
  title: "An unhandled rejection in a worker that nothing keeps alive",
  question: "Does a worker's unhandled rejection reach its parent when it is the worker's last deed?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
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
      ...node.unhandledRaised,
      says: "An unhandled rejection is raised as an uncaught exception, which a worker reports as error.",
      always: ["error"],
    },
    {
      ...node.workerExitLast,
      says: "Exit is the last event.",
      order: ["error", "exit code 1"],
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
