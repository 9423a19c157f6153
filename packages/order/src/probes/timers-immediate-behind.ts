// An immediate must not wait for a timer.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-immediate-behind",
  group: "timers",
  title: "An immediate while a timer is pending",
  question: "Does an immediate run at once although a timer is active?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  cause: "immediate-or-timer",
  async program({ mark }) {
    const timer = setTimeout(() => mark("timer"), 300);
    await new Promise<void>((resolve) => setImmediate(resolve));
    mark("immediate");
    clearTimeout(timer);
  },
  promises: [
    {
      ...node.checkRatherThanWaiting,
      says: "An immediate ends the wait for timers and I/O.",
      order: ["immediate", "timer"],
    },
    {
      ...node.timeoutCleared,
      says: "A timer that was cleared does not fire.",
      never: ["timer"],
    },
  ],
  claims: [
    {
      at: "denoland/deno#31642",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "An immediate does not run until all active timers have fired.",
      holds: (seen) => seen.came("timer") > 0,
    },
  ],
  relied: {
    likelihood: "often",
    why: "Yielding by setImmediate while a deadline is armed is the common case.",
  },
});
