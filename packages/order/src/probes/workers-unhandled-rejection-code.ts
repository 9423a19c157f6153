// A rejection nobody handles, inside a worker that has nothing else to do: its exit code.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-unhandled-rejection-code",
  group: "workers",
  title: "The exit code after an unhandled rejection in a worker",
  question: "Does an unhandled rejection end the worker with exit code 1?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  program({ mark, thread }) {
    const worker = thread("rejecting");
    worker.on("error", () => {});
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    rejecting() {
      setTimeout(() => Promise.reject(new Error("nobody cares")), 5);
    },
  },
  promises: [
    {
      ...node.workerTerminatedCode,
      says: "An uncaught exception terminates a worker, and a worker that was terminated has exit code 1.",
      always: ["exit code 1"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#42032",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A worker ends with exit code 0 after an unhandled rejection.",
      holds: (seen) => seen.came("exit code 0") === 1,
    },
  ],
  relied: { likelihood: "often", why: "Pools replace a worker that ended with a code other than 0." },
});
