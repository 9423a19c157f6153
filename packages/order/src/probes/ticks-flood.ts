// A chain of ticks starves everything else; that is documented.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "ticks-flood",
  group: "ticks",
  title: "A flood of nextTick",
  question: "Does a nextTick that keeps queuing itself hold up promises, immediates and timers?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises", "fibers"],
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
      by: "Node",
      says: "The nextTick queue is fully drained, ticks queued meanwhile included, before the event loop goes on.",
      link: "https://nodejs.org/api/process.html#processnexttickcallback-args",
      order: ["flood over", "immediate"],
    },
    {
      by: "Node",
      says: "The nextTick queue is fully drained before the microtask queue.",
      link: "https://nodejs.org/api/process.html#when-to-use-queuemicrotask-vs-processnexttick",
      order: ["flood over", "then", "timer"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "rarely",
    why: "It is a fault to be avoided; that it starves I/O is what people debug.",
  },
});
