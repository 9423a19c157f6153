// How fast a chain of zero timers turns.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-chain-rate",
  group: "timers",
  title: "A chain of setTimeout 0 for 20 ms",
  question:
    "How often does a chain of zero timers fire in 20 ms: at most once a millisecond, every 4 ms, or as fast as it can?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  cause: "overdue-timers",
  program({ mark }) {
    let fired = 0;
    const end = performance.now() + 20;
    const again = () => {
      fired++;
      if (performance.now() < end) setTimeout(again, 0);
      else mark(fired > 30 ? "as fast as it can" : "at most once a millisecond");
    };
    setTimeout(again, 0);
  },
  promises: [
    {
      ...node.delayClamped,
      says: "A delay less than 1 is set to 1.",
      never: ["as fast as it can"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#2410",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A chain of setTimeout 0 fires thousands of times in 20 ms.",
      holds: (seen) => seen.came("as fast as it can") > 0.5,
    },
  ],
  relied: { likelihood: "sometimes", why: "Polling by setTimeout 0 burns a core, or does not." },
});
