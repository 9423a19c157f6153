// A timer that a timer sets while others are overdue.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-set-while-overdue",
  group: "timers",
  title: "A timer set by a timer while others are overdue",
  question: "Does a zero timer set by the first of two overdue timers wait for the second?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  cause: "overdue-timers",
  program({ mark, spin }) {
    setTimeout(() => {
      mark("first overdue");
      setTimeout(() => mark("set meanwhile"), 0);
      spin(5);
    }, 1);
    setTimeout(() => mark("second overdue"), 2);
    spin(10);
  },
  promises: [
    {
      ...node.noTimerOrder,
      says: "No guarantee about the ordering of timers' callbacks.",
      open: ["second overdue", "set meanwhile"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "It needs a stall and two timers at once." },
});
