// The promises of node:timers/promises against the plain calls.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "timers-promises",
  group: "timers",
  title: "timers/promises against the plain calls",
  question: "Do the promise versions settle in step with the callbacks set before them?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, timersPromises }) {
    setTimeout(() => {
      timersPromises.setImmediate().then(() => mark("immediate promise"));
      setImmediate(() => mark("immediate"));
      timersPromises.scheduler.yield().then(() => mark("scheduler.yield"));
    }, 1);
    setTimeout(() => {
      timersPromises.setTimeout(5).then(() => mark("timer promise"));
      setTimeout(() => mark("timer"), 5);
    }, 20);
  },
  promises: [
    {
      by: "Node",
      says: "timersPromises.setImmediate resolves in the check phase, and scheduler.yield is the same call.",
      link: "https://nodejs.org/api/timers.html#timerspromisesscheduleryield",
      order: ["immediate promise", "scheduler.yield"],
    },
    {
      by: "Node",
      says: "No guarantee about the ordering of timers' callbacks.",
      link: "https://nodejs.org/api/timers.html#timerspromisessettimeoutdelay-value-options",
      open: ["timer promise", "timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Mixed old and new code defers by both." },
});
