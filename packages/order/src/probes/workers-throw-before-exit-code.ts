// A worker that throws in beforeExit: its exit code.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-throw-before-exit-code",
  group: "workers",
  title: "The exit code of a worker that throws in beforeExit",
  question: "Does the worker end with exit code 1?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  witnesses: ["test-worker-beforeexit-throw-exit"],
  program({ mark, thread }) {
    const worker = thread("throwing");
    worker.on("error", () => {});
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
      ...node.workerTerminatedCode,
      says: "An uncaught exception terminates a worker, and a worker that was terminated has exit code 1.",
      always: ["exit code 1"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Pools replace a worker that ended with a code other than 0." },
});
