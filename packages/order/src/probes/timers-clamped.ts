// What becomes of delays that are no delays.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-clamped",
  group: "timers",
  title: "Delays below one, negative, fractional and not a number",
  question: "Are a negative delay, NaN and 1.9 all taken as 1?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  cause: "overdue-timers",
  program({ mark }) {
    setTimeout(() => mark("1"), 1);
    setTimeout(() => mark("1.9"), 1.9);
    setTimeout(() => mark("-5"), -5);
    setTimeout(() => mark("NaN"), Number.NaN);
    setTimeout(() => mark("none"));
  },
  promises: [
    {
      ...node.noTimerOrder,
      says: "A delay less than 1, or NaN, is set to 1, and fractions are cut; the order of equal timers is not promised.",
      open: ["1", "1.9", "-5", "NaN", "none"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "A computed delay that went negative should still come in turn." },
});
