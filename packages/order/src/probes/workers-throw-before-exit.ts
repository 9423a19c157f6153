// A worker that throws in beforeExit.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-throw-before-exit",
  group: "workers",
  title: "A worker that throws in beforeExit",
  question: "Does the worker end with an error event and exit code 1?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  witnesses: ["test-worker-beforeexit-throw-exit"],
  program({ mark, thread }) {
    const worker = thread("throwing");
    worker.on("error", () => mark("error"));
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    throwing() {
      process.on("beforeExit", () => {
        throw new Error("from beforeExit");
      });
    },
  },
  promises: [
    {
      ...node.workerUncaught,
      says: "An uncaught exception is an error of the worker, and terminates it.",
      always: ["error"],
    },
    {
      ...node.workerTerminatedCode,
      says: "A worker that was terminated has exit code 1.",
      always: ["exit code 1"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Pools replace a worker that ended with a code other than 0." },
});
