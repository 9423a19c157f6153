// A rejection nobody handles, inside a worker that has nothing else to do: its error event.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-unhandled-rejection-error",
  group: "workers",
  title: "The error event after an unhandled rejection in a worker",
  question: "Does the parent get an error event for an unhandled rejection of the worker?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  program({ mark, thread }) {
    const worker = thread("rejecting");
    worker.on("error", () => mark("error"));
    worker.on("exit", () => mark("exit"));
  },
  workers: {
    rejecting() {
      setTimeout(() => Promise.reject(new Error("nobody cares")), 5);
    },
  },
  promises: [
    {
      ...node.unhandledRaised,
      says: "An unhandled rejection is raised as an uncaught exception, which a worker reports as error.",
      always: ["error"],
    },
    {
      ...node.workerUncaught,
      says: "An uncaught exception of a worker is emitted as error.",
      always: ["error"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#42032",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A rejection of the callback that lets the loop of a worker drain gives no error event.",
      holds: (seen) => seen.came("error") === 0,
    },
  ],
  relied: { likelihood: "often", why: "Pools report why a worker ended." },
});
