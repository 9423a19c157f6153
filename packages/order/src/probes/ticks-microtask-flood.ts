// A chain of microtasks starves timers and immediates.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "ticks-microtask-flood",
  group: "ticks",
  title: "A flood of microtasks",
  question: "Do microtasks that keep queuing themselves hold up nextTick, immediates and timers?",
  kinds: ["module", "loaded", "worker"],
  models: ["promises", "fibers"],
  program({ mark }) {
    setTimeout(() => {
      let left = 20000;
      const again = () => {
        if (--left > 0) queueMicrotask(again);
        else mark("flood over");
      };
      setTimeout(() => mark("timer"), 0);
      setImmediate(() => mark("immediate"));
      queueMicrotask(() => {
        process.nextTick(() => mark("nextTick"));
        again();
      });
    }, 1);
  },
  promises: [
    {
      by: "HTML",
      says: "A microtask checkpoint ends only when the microtask queue is empty.",
      link: "https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint",
      order: ["flood over", "timer"],
    },
    {
      by: "Node",
      says: "The microtask queue is drained before the nextTick queue is looked at again, and before the loop goes on.",
      link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
      order: ["flood over", "nextTick", "immediate"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "A busy async loop is expected to starve timers everywhere, and people tune around it.",
  },
});
