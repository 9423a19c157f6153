// As from a timer, from the check phase.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-from-immediate",
  group: "ticks",
  title: "nextTick and microtasks, from an immediate",
  question: "Does nextTick run before promise reactions when both are queued by an immediate?",
  kinds: ["module", "loaded", "worker"],
  models: ["promises", "fibers"],
  cause: "tick-or-microtask",
  program({ mark }) {
    setImmediate(() => {
      Promise.resolve().then(() => mark("then"));
      queueMicrotask(() => mark("microtask"));
      process.nextTick(() => mark("nextTick"));
      setImmediate(() => mark("next immediate"));
      mark("immediate");
    });
  },
  promises: [
    {
      ...ecmascript.jobsInterruptNothing,
      says: "A promise reaction waits for the code that queued it to end.",
      order: ["immediate", "then"],
    },
    {
      ...html.microtasksInOrder,
      says: "Microtasks run in the order in which they were queued.",
      order: ["then", "microtask"],
    },
    {
      ...node.ticksThenPromisesThenTasks,
      says: "The nextTick queue is emptied, then the promise queue, then the next immediate runs.",
      order: ["immediate", "nextTick", "then", "next immediate"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "Code that yields by setImmediate goes on to emit events and settle promises.",
  },
});
