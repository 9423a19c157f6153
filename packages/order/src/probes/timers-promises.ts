// The promises of node:timers/promises against the plain calls.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-promises",
  group: "timers",
  title: "timers/promises against the plain calls",
  question: "Do the promise versions settle in step with the callbacks set before them?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "immediate-or-timer",
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
      ...node.yieldIsImmediate,
      says: "timersPromises.setImmediate resolves in the check phase, and scheduler.yield is the same call.",
      order: ["immediate promise", "scheduler.yield"],
    },
    {
      ...node.noTimerOrder,
      says: "No guarantee about the ordering of timers' callbacks.",
      open: ["timer promise", "timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Mixed old and new code defers by both." },
});
