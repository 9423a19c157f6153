// The same with a timer that is beyond doubt due.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-or-immediate-overdue",
  group: "timers",
  title: "An overdue timer against an immediate, at start",
  question: "When start-up work has made a timer overdue, does it still fire before immediates?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "immediate-or-timer",
  program({ mark, spin }) {
    setTimeout(() => mark("timeout"), 1);
    setImmediate(() => mark("immediate"));
    spin(10);
  },
  promises: [
    {
      ...node.startIsNonDeterministic,
      says: "From the main module the order of the two is not determined, and since libuv 1.45 timers run only after the poll phase.",
      open: ["timeout", "immediate"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33509",
      state: "closed",
      statedOn: "2026-11-29",
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
