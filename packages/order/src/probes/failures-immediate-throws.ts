// An immediate that throws, and the immediates behind it.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-immediate-throws",
  group: "failures",
  title: "An immediate that throws, and the immediates behind it",
  question: "After a handled uncaught exception, do the immediates of the same turn still run in it?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "uncaught-exception",
  witnesses: ["test-timers-immediate-queue-throw"],
  program({ mark }) {
    process.on("uncaughtException", () => mark("uncaught"));
    setImmediate(() => {
      process.nextTick(() => mark("tick"));
      queueMicrotask(() => mark("microtask"));
      throw new Error("from an immediate");
    });
    setImmediate(() => mark("second immediate"));
    setImmediate(() => mark("third immediate"));
  },
  promises: [
    {
      ...node.immediatesInOrder,
      says: "Immediates run in the order in which they were set.",
      order: ["second immediate", "third immediate"],
    },
    {
      ...node.uncaughtOverridden,
      says: "The process goes on.",
      always: ["uncaught", "tick", "microtask", "third immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Services that log and go on." },
});
