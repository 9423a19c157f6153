// The body of a module goes on after a top-level await: it then stands inside a promise job.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "ticks-after-await",
  group: "ticks",
  title: "nextTick and microtasks after a top-level await",
  question: "Once a module has awaited something, do microtasks run before nextTick?",
  kinds: ["module", "loaded"],
  models: ["promises", "fibers", "threads"],
  async program({ mark }) {
    await null;
    process.nextTick(() => mark("nextTick"));
    Promise.resolve().then(() => mark("then"));
    queueMicrotask(() => mark("microtask"));
    mark("body");
  },
  promises: [
    {
      by: "ECMAScript",
      says: "Promise jobs run in the order in which they were queued.",
      link: "https://tc39.es/ecma262/#sec-hostenqueuepromisejob",
      order: ["body", "then", "microtask"],
    },
    {
      by: "Node",
      says: "The microtask queue is drained before the nextTick queue is looked at again.",
      link: "https://nodejs.org/en/learn/asynchronous-work/understanding-processnexttick",
      order: ["microtask", "nextTick"],
    },
  ],
  claims: [
    {
      runtime: "bun",
      says: "After a top-level await Bun runs nextTick before microtasks.",
      holds: (seen) => seen.share("nextTick", "microtask") === 1,
    },
    {
      runtime: "node",
      says: "After a top-level await microtasks come before nextTick.",
      holds: (seen) => seen.share("microtask", "nextTick") === 1,
    },
    {
      runtime: "deno",
      says: "After a top-level await microtasks come before nextTick.",
      holds: (seen) => seen.share("microtask", "nextTick") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Setup code after an await emits events by nextTick." },
});
