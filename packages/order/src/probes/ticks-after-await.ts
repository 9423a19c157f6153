// The body of a module goes on after a top-level await: it then stands inside a promise job.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-after-await",
  group: "ticks",
  title: "nextTick and microtasks after a top-level await",
  question: "Once a module has awaited something, do microtasks run before nextTick?",
  kinds: ["module", "loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "tick-or-microtask",
  async program({ mark }) {
    await null;
    process.nextTick(() => mark("nextTick"));
    Promise.resolve().then(() => mark("then"));
    queueMicrotask(() => mark("microtask"));
    mark("body");
  },
  promises: [
    {
      ...ecmascript.promiseJobsInOrder,
      says: "Promise reactions run in the order in which they were queued.",
      order: ["body", "then"],
    },
    {
      ...html.microtasksInOrder,
      says: "Microtasks run in the order in which they were queued, promise reactions among them.",
      order: ["then", "microtask"],
    },
    {
      ...node.microtasksClearedFirst,
      says: "The microtask queue is cleared before the nextTick queue is taken up.",
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
