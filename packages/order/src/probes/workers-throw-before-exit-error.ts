// A worker that throws in beforeExit: its error event.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-throw-before-exit-error",
  group: "workers",
  title: "The error event of a worker that throws in beforeExit",
  question: "Does the parent get an error event for what the listener throws?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  witnesses: ["test-worker-beforeexit-throw-exit"],
  program({ mark, thread }) {
    const worker = thread("throwing");
    worker.on("error", () => mark("error"));
    worker.on("exit", () => mark("exit"));
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
      says: "An uncaught exception of a worker is emitted as error.",
      always: ["error"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Pools report why a worker ended." },
});
