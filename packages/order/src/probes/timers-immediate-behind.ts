// An immediate must not wait for a timer.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "timers-immediate-behind",
  group: "timers",
  title: "An immediate while a timer is pending",
  question: "Does an immediate run at once although a timer is active?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  async program({ mark }) {
    const timer = setTimeout(() => mark("timer"), 300);
    await new Promise<void>((resolve) => setImmediate(resolve));
    mark("immediate");
    clearTimeout(timer);
  },
  promises: [
    {
      by: "Node",
      says: "Immediates run in the check phase of the loop's current turn, whatever timers are pending.",
      link: "https://nodejs.org/api/timers.html#setimmediatecallback-args",
      order: ["immediate", "timer"],
    },
    {
      by: "Node",
      says: "A timer that was cleared does not fire.",
      link: "https://nodejs.org/api/timers.html#cleartimeouttimeout",
      never: ["timer"],
    },
  ],
  claims: [
    {
      at: "denoland/deno#31642",
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
