// Immediates set by immediates belong to the next turn of the loop.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "timers-nested-immediates",
  group: "timers",
  title: "Immediates set by immediates",
  question: "Does an immediate that is set by an immediate wait for the others, and for timers that are due?",
  kinds: ["module", "loaded", "worker"],
  models: ["promises", "fibers"],
  program({ mark, spin }) {
    setTimeout(() => {
      setImmediate(() => {
        mark("first");
        setImmediate(() => mark("nested"));
        setTimeout(() => mark("timer"), 1);
        spin(5);
      });
      setImmediate(() => mark("second"));
    }, 1);
  },
  promises: [
    {
      by: "Node",
      says: "An immediate queued by an immediate runs in the next turn of the loop.",
      link: "https://nodejs.org/api/timers.html#setimmediatecallback-args",
      order: ["first", "second", "nested"],
    },
    {
      by: "Node",
      says: "The loop goes through its timers before the next check phase.",
      link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
      order: ["second", "timer", "nested"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Computing in slices by setImmediate is meant to let timers and I/O in between.",
  },
});
