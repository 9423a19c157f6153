// Immediates set by immediates belong to the next turn of the loop.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-nested-immediates",
  group: "timers",
  title: "Immediates set by immediates",
  question: "Does an immediate that is set by an immediate wait for the others, and for timers that are due?",
  kinds: ["module", "loaded", "worker"],
  models: ["promises", "fibers"],
  cause: "immediate-or-timer",
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
      ...node.immediatesNextIteration,
      says: "An immediate queued by an immediate runs in the next turn of the loop.",
      order: ["first", "second", "nested"],
    },
    {
      ...node.phasesInOrder,
      says: "The loop goes through its timers before the next check phase.",
      order: ["second", "timer", "nested"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Computing in slices by setImmediate is meant to let timers and I/O in between.",
  },
});
