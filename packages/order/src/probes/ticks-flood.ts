// A chain of ticks starves everything else; that is documented.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-flood",
  group: "ticks",
  title: "A flood of nextTick",
  question: "Does a nextTick that keeps queuing itself hold up promises, immediates and timers?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "tick-or-microtask",
  program({ mark }) {
    setTimeout(() => {
      let left = 5000;
      const again = () => {
        if (--left > 0) process.nextTick(again);
        else mark("flood over");
      };
      setTimeout(() => mark("timer"), 0);
      setImmediate(() => mark("immediate"));
      process.nextTick(again);
      Promise.resolve().then(() => mark("then"));
    }, 1);
  },
  promises: [
    {
      ...node.tickQueueBeforeLoop,
      says: "The nextTick queue is fully drained, ticks queued meanwhile included, before the event loop goes on.",
      order: ["flood over", "immediate"],
    },
    {
      ...node.ticksThenMicrotasks,
      says: "The nextTick queue is fully drained before the microtask queue.",
      order: ["flood over", "then", "timer"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "rarely",
    why: "It is a fault to be avoided; that it starves I/O is what people debug.",
  },
});
