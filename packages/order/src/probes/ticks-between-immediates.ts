// The same rule in the check phase.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "ticks-between-immediates",
  group: "ticks",
  title: "Microtasks between two immediates",
  question: "When two immediates wait, do the first one's microtasks and ticks run before the second?",
  kinds: ["module", "loaded", "worker"],
  models: ["promises", "fibers"],
  program({ mark }) {
    setImmediate(() => {
      mark("first immediate");
      Promise.resolve().then(() => mark("then"));
      process.nextTick(() => mark("nextTick"));
    });
    setImmediate(() => mark("second immediate"));
  },
  promises: [
    {
      by: "Node",
      says: "The nextTick queue, and after it the microtask queue, is drained after each callback.",
      link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
      order: ["first immediate", "nextTick", "then", "second immediate"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "Work split by setImmediate expects promises to settle between its pieces.",
  },
});
