// The moment of the event, compared with what the same callback scheduled.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "failures-unhandled-moment",
  group: "failures",
  title: "The moment of unhandledRejection",
  question: "Does unhandledRejection come before the next immediate and timer?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
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
      by: "Node",
      says: "The list of unhandled rejections is processed after each callback's ticks and microtasks, before the loop goes on.",
      link: "https://nodejs.org/api/process.html#event-unhandledrejection",
      order: ["microtask", "unhandled", "timer", "immediate"],
    },
    {
      by: "Node",
      says: "What the event's listener queues is run.",
      link: "https://nodejs.org/api/process.html#event-unhandledrejection",
      always: ["recovered"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33354",
      runtime: "bun",
      says: "unhandledRejection comes after the timers and immediates that were waiting.",
      holds: (seen) => seen.share("unhandled", "timer") < 0.5,
    },
    {
      at: "oven-sh/bun#33356",
      runtime: "bun",
      says: "A microtask that an unhandledRejection listener queues may be lost.",
      holds: (seen) => seen.came("recovered") < 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Crash handlers flush their logs before anything else happens." },
});
