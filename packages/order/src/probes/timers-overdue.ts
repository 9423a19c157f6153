// All are overdue when the loop gets to them: does it look at when they were due?
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "timers-overdue",
  group: "timers",
  title: "Timers that are all overdue",
  question:
    "When a long computation makes three timers overdue, do they fire in the order in which they were due?",
  kinds: ["module", "worker"],
  models: ["promises", "fibers", "threads"],
  program({ mark, spin }) {
    setTimeout(() => mark("due at 45"), 45);
    setTimeout(() => mark("due at 25"), 25);
    setTimeout(() => mark("due at 5"), 5);
    spin(60);
  },
  promises: [
    {
      by: "HTML",
      says: "A timer waits for earlier ones of the same or a smaller delay; about one set later with a smaller delay nothing is said.",
      link: "https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#run-steps-after-a-timeout",
      open: ["due at 5", "due at 25", "due at 45"],
    },
    {
      by: "Node",
      says: "No guarantee about the ordering of timers' callbacks.",
      link: "https://nodejs.org/api/timers.html#settimeoutcallback-delay-args",
      open: ["due at 5", "due at 25", "due at 45"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "After a stall, a deadline and what it guards may swap." },
});
