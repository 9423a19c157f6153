// An immediate set by the first of two timers that are due.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-immediate-between",
  group: "timers",
  title: "An immediate between two expired timers",
  question: "Does an immediate set by one of two due timers wait until both have fired?",
  kinds: ["module", "worker"],
  models: ["promises", "fibers"],
  cause: "immediate-or-timer",
  program({ mark, spin }) {
    setTimeout(() => {
      mark("first timer");
      setImmediate(() => mark("immediate"));
    }, 1);
    setTimeout(() => mark("second timer"), 2);
    spin(10);
  },
  promises: [
    {
      ...node.phaseEmptiesItsQueue,
      says: "A phase runs its callbacks until its queue is exhausted, and only then the loop moves to the next phase.",
      order: ["first timer", "second timer", "immediate"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "Batches that are closed by an immediate should hold all that was due.",
  },
});
