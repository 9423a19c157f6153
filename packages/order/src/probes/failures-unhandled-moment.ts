// The moment of the event, compared with what the same callback scheduled.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-unhandled-moment",
  group: "failures",
  title: "The moment of unhandledRejection",
  question: "Does unhandledRejection come before the next immediate and timer?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  program({ mark, spin }) {
    process.on("unhandledRejection", () => {
      mark("unhandled");
      Promise.resolve().then(() => setTimeout(() => mark("recovered"), 20));
    });
    setTimeout(() => {
      setTimeout(() => mark("timer"), 1);
      setImmediate(() => {
        Promise.reject(new Error("nobody cares"));
        queueMicrotask(() => mark("microtask"));
        setImmediate(() => mark("immediate"));
        spin(5);
      });
    }, 1);
  },
  promises: [
    {
      ...node.unhandledWithinTurn,
      says: "The event is emitted when a turn has passed without a handler; what of the turn comes before it is not said.",
      always: ["unhandled"],
    },
    {
      ...node.unhandledWithinTurn,
      says: "Where in the turn it comes is not said.",
      open: ["unhandled", "timer", "immediate", "recovered"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33354",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "unhandledRejection comes after the timers and immediates that were waiting.",
      holds: (seen) => seen.share("unhandled", "timer") < 0.5,
    },
    {
      at: "oven-sh/bun#33356",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A microtask that an unhandledRejection listener queues may be lost.",
      holds: (seen) => seen.came("recovered") < 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Crash handlers flush their logs before anything else happens." },
});
