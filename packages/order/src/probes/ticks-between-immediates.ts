// The same rule in the check phase.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-between-immediates",
  group: "ticks",
  title: "Microtasks between two immediates",
  question: "When two immediates wait, do the first one's microtasks and ticks run before the second?",
  kinds: ["module", "loaded", "worker"],
  models: ["promises", "fibers"],
  cause: "tick-or-microtask",
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
      ...node.ticksThenPromisesThenTasks,
      says: "The nextTick queue and the promise queue are emptied, in this order, before the next immediate.",
      order: ["first immediate", "nextTick", "then", "second immediate"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "Work split by setImmediate expects promises to settle between its pieces.",
  },
});
