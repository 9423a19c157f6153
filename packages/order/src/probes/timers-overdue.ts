// All are overdue when the loop gets to them: does it look at when they were due?
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-overdue",
  group: "timers",
  title: "Timers that are all overdue",
  question:
    "When a long computation makes three timers overdue, do they fire in the order in which they were due?",
  kinds: ["module", "worker"],
  models: ["promises", "fibers", "threads"],
  cause: "overdue-timers",
  program({ mark, spin }) {
    setTimeout(() => mark("due at 45"), 45);
    setTimeout(() => mark("due at 25"), 25);
    setTimeout(() => mark("due at 5"), 5);
    spin(60);
  },
  promises: [
    {
      ...html.timersInOrder,
      says: "A timer waits for earlier ones of the same or a smaller delay; about one set later with a smaller delay nothing is said.",
      open: ["due at 5", "due at 25", "due at 45"],
    },
    {
      ...node.noTimerOrder,
      says: "No guarantee about the ordering of timers' callbacks.",
      open: ["due at 5", "due at 25", "due at 45"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "After a stall, a deadline and what it guards may swap." },
});
