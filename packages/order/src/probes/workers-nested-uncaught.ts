// An uncaught exception in a worker of a worker.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-nested-uncaught",
  group: "workers",
  title: "An uncaught exception in a worker of a worker",
  question: "Does it reach the main thread as an error of the worker that started it?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  witnesses: ["test-worker-nested-uncaught"],
  endings: ["exit 1"],
  program({ mark, thread }) {
    const worker = thread("outer");
    worker.on("error", () => mark("error"));
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    outer({ workerThreads }) {
      const source = `throw new Error("from within")`;
      new workerThreads.Worker(source, { eval: true });
    },
  },
  promises: [
    {
      ...node.workerExitLast,
      says: "Exit is the last event.",
      order: ["error", "exit code 1"],
    },
    {
      ...node.workerUncaught,
      says: "The outer worker has no listener for the error of the inner one, so it throws itself, and is terminated.",
      always: ["error"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A pool within a worker fails as a whole." },
});
