// What a module's body leaves behind: ticks and microtasks, before anything else happens.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-in-module-body",
  group: "ticks",
  title: "nextTick, queueMicrotask and then, from a module's body",
  question: "Does process.nextTick run before promise reactions when both are queued by a module's body?",
  kinds: ["module", "loaded", "commonjs", "worker"],
  models: ["promises", "fibers", "threads"],
  cause: "tick-or-microtask",
  program({ mark }) {
    Promise.resolve().then(() => mark("then"));
    queueMicrotask(() => mark("microtask"));
    process.nextTick(() => mark("nextTick"));
    mark("body");
  },
  promises: [
    {
      ...ecmascript.jobsInterruptNothing,
      says: "A promise reaction waits for the code that queued it to end.",
      order: ["body", "then"],
    },
    {
      ...html.microtasksInOrder,
      says: "Microtasks run in the order in which they were queued.",
      order: ["then", "microtask"],
    },
    {
      ...node.ticksFirstInCommonJs,
      says: "In CommonJS the nextTick queue comes before microtasks.",
      kinds: ["commonjs"],
      order: ["body", "nextTick", "then"],
    },
    {
      ...node.microtasksFirstInModules,
      says: "An ES module is evaluated within the microtask queue, so its microtasks run before its ticks.",
      kinds: ["module", "loaded", "worker"],
      order: ["microtask", "nextTick"],
    },
  ],
  claims: [
    {
      at: "nodejs/node#47319",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "node",
      kind: "module",
      says: "In an ES module, microtasks run before nextTick; in CommonJS, after it.",
      holds: (seen) => seen.share("microtask", "nextTick") === 1,
    },
    {
      runtime: "bun",
      kind: "module",
      says: "In an ES module's body Bun runs nextTick before microtasks.",
      holds: (seen) => seen.share("nextTick", "microtask") === 1,
    },
    {
      runtime: "deno",
      kind: "commonjs",
      says: "In a CommonJS body Deno runs nextTick first, as Node does.",
      holds: (seen) => seen.share("nextTick", "then") === 1,
    },
    {
      runtime: "deno",
      kind: "module",
      says: "In an ES module's body Deno runs microtasks before nextTick, as Node does.",
      holds: (seen) => seen.share("microtask", "nextTick") === 1,
    },
    {
      runtime: "node",
      kind: "commonjs",
      says: "In a CommonJS body nextTick comes first.",
      holds: (seen) => seen.share("nextTick", "then") === 1,
    },
    {
      runtime: "bun",
      kind: "commonjs",
      says: "In a CommonJS body Bun runs nextTick first, as Node does.",
      holds: (seen) => seen.share("nextTick", "then") === 1,
    },
  ],
  relied: {
    likelihood: "often",
    why: "Emitting an event by nextTick, so that the caller can still listen, is common.",
  },
});
