// The ground rule of Node since version 11: ticks and microtasks are drained after each callback.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-from-timer",
  group: "ticks",
  title: "nextTick, microtasks and a message, from a timer",
  question: "What runs first of all that a timer's callback leaves behind?",
  kinds: ["module", "loaded", "commonjs", "worker"],
  models: ["promises", "fibers", "threads"],
  cause: "tick-or-microtask",
  program({ mark }) {
    setTimeout(() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => {
        mark("message");
        port2.close();
      };
      port1.postMessage(0);
      Promise.resolve()
        .then(() => mark("then"))
        .then(() => mark("second then"));
      queueMicrotask(() => mark("microtask"));
      process.nextTick(() => mark("nextTick"));
      mark("timer");
    }, 1);
  },
  promises: [
    {
      ...ecmascript.jobsInterruptNothing,
      says: "A promise reaction waits for the code that queued it to end.",
      order: ["timer", "then"],
    },
    {
      ...html.microtasksInOrder,
      says: "Microtasks run in the order in which they were queued.",
      order: ["then", "microtask", "second then"],
    },
    {
      ...node.ticksThenPromisesThenTasks,
      says: "The nextTick queue is emptied before the promise queue.",
      order: ["timer", "nextTick", "then"],
    },
    {
      ...html.checkpointEmptiesQueue,
      says: "A message is a task, and a task waits until the microtask queue is empty.",
      order: ["second then", "message"],
    },
    {
      ...html.messageIsTask,
      says: "A posted message is delivered by a task of its own.",
      always: ["message"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      kind: "commonjs",
      says: "Deno delivers a channel's message before a second-level then.",
      holds: (seen) => seen.share("message", "second then") > 0.5,
    },
    {
      runtime: "node",
      kind: "module",
      says: "From a timer nextTick comes first, then promise reactions in the order in which they were queued.",
      holds: (seen) => seen.share("nextTick", "then") === 1 && seen.share("then", "microtask") === 1,
    },
    {
      runtime: "deno",
      kind: "module",
      says: "From a timer nextTick comes first, then promise reactions in the order in which they were queued.",
      holds: (seen) => seen.share("nextTick", "then") === 1 && seen.share("then", "microtask") === 1,
    },
    {
      runtime: "bun",
      kind: "module",
      says: "From a timer nextTick comes first, then promise reactions in the order in which they were queued.",
      holds: (seen) => seen.share("nextTick", "then") === 1 && seen.share("then", "microtask") === 1,
    },
  ],
  relied: {
    likelihood: "often",
    why: "Every callback of a server leaves ticks and promise reactions behind.",
  },
});
