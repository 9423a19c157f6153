// The ground rule of Node since version 11: ticks and microtasks are drained after each callback.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "ticks-from-timer",
  group: "ticks",
  title: "nextTick, microtasks and a message, from a timer",
  question: "What runs first of all that a timer's callback leaves behind?",
  kinds: ["module", "loaded", "commonjs", "worker"],
  models: ["promises", "fibers", "threads"],
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
      by: "ECMAScript",
      says: "Promise jobs run in the order in which they were queued.",
      link: "https://tc39.es/ecma262/#sec-hostenqueuepromisejob",
      order: ["timer", "then", "microtask", "second then"],
    },
    {
      by: "Node",
      says: "The nextTick queue is drained before the microtask queue, after each callback.",
      link: "https://nodejs.org/api/process.html#when-to-use-queuemicrotask-vs-processnexttick",
      order: ["timer", "nextTick", "then"],
    },
    {
      by: "HTML",
      says: "A message is a task of its own: all microtasks of the current one run before it.",
      link: "https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps",
      order: ["second then", "message"],
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
