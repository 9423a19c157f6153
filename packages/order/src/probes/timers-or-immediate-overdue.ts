// The same with a timer that is beyond doubt due.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "timers-or-immediate-overdue",
  group: "timers",
  title: "An overdue timer against an immediate, at start",
  question: "When start-up work has made a timer overdue, does it still fire before immediates?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  program({ mark, spin }) {
    setTimeout(() => mark("timeout"), 1);
    setImmediate(() => mark("immediate"));
    spin(10);
  },
  promises: [
    {
      by: "Node",
      says: "The loop's phases go around in an order in which timers come before the check phase; a timer that is due when the loop begins comes first.",
      link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
      order: ["timeout", "immediate"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33509",
      runtime: "bun",
      says: "An immediate runs before a timer that was overdue when the loop began.",
      holds: (seen) => seen.share("immediate", "timeout") > 0.5,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "A watchdog armed before heavy start-up work is expected to fire first.",
  },
});
