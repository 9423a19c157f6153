// A chain of microtasks starves timers and immediates.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-microtask-flood",
  group: "ticks",
  title: "A flood of microtasks",
  question: "Do microtasks that keep queuing themselves hold up nextTick, immediates and timers?",
  kinds: ["module", "loaded", "worker"],
  models: ["promises", "fibers"],
  cause: "tick-or-microtask",
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
      ...html.checkpointEmptiesQueue,
      says: "A microtask checkpoint ends only when the microtask queue is empty.",
      order: ["flood over", "timer"],
    },
    {
      ...node.microtasksClearedFirst,
      says: "The microtask queue is cleared before the nextTick queue is taken up.",
      order: ["flood over", "nextTick"],
    },
    {
      ...node.tickQueueBeforeLoop,
      says: "The nextTick queue is drained before the loop goes on.",
      order: ["nextTick", "immediate"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "A busy async loop is expected to starve timers everywhere, and people tune around it.",
  },
});
