// As from a timer, from the check phase.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "ticks-from-immediate",
  group: "ticks",
  title: "nextTick and microtasks, from an immediate",
  question: "Does nextTick run before promise reactions when both are queued by an immediate?",
  kinds: ["module", "loaded", "worker"],
  models: ["promises", "fibers"],
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
      by: "ECMAScript",
      says: "Promise jobs run in the order in which they were queued.",
      link: "https://tc39.es/ecma262/#sec-hostenqueuepromisejob",
      order: ["immediate", "then", "microtask", "next immediate"],
    },
    {
      by: "Node",
      says: "The nextTick queue is drained before the microtask queue, after each callback.",
      link: "https://nodejs.org/api/process.html#when-to-use-queuemicrotask-vs-processnexttick",
      order: ["immediate", "nextTick", "then"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "Code that yields by setImmediate goes on to emit events and settle promises.",
  },
});
