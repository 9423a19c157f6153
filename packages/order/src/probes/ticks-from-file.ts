// Inside the callback of the file system.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-from-file",
  group: "ticks",
  title: "nextTick and microtasks, from a file system callback",
  question: "Does nextTick run before promise reactions when both are queued by an I/O callback?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "tick-or-microtask",
  program({ mark, fs }) {
    fs.stat(".", () => {
      Promise.resolve().then(() => mark("then"));
      queueMicrotask(() => mark("microtask"));
      process.nextTick(() => mark("nextTick"));
      mark("callback");
    });
  },
  promises: [
    {
      ...node.ticksThenPromisesThenTasks,
      says: "The nextTick queue is emptied before the promise queue.",
      order: ["callback", "nextTick", "then"],
    },
    {
      ...html.microtasksInOrder,
      says: "Microtasks run in the order in which they were queued.",
      order: ["then", "microtask"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      says: "Inside a file system callback Deno runs promise reactions before nextTick.",
      holds: (seen) => seen.share("then", "nextTick") === 1,
    },
    {
      runtime: "node",
      says: "Inside a file system callback nextTick comes before promise reactions.",
      holds: (seen) => seen.share("nextTick", "then") === 1,
    },
    {
      runtime: "bun",
      says: "Inside a file system callback nextTick comes before promise reactions.",
      holds: (seen) => seen.share("nextTick", "then") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Streams and drivers mix both in their I/O callbacks." },
});
