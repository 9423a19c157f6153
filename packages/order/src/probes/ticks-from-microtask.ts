// A tick that is queued by a promise job waits until the microtask queue is empty.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-from-microtask",
  group: "ticks",
  title: "nextTick queued inside a microtask",
  question: "Does a nextTick queued by a promise reaction wait for the other reactions?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "tick-or-microtask",
  program({ mark }) {
    setTimeout(() => {
      Promise.resolve().then(() => {
        process.nextTick(() => mark("nextTick"));
        queueMicrotask(() => mark("microtask"));
        Promise.resolve().then(() => mark("then"));
        mark("first");
      });
      Promise.resolve().then(() => mark("sibling"));
    }, 1);
  },
  promises: [
    {
      ...html.microtasksInOrder,
      says: "Microtasks run in the order in which they were queued.",
      order: ["first", "sibling", "microtask", "then"],
    },
    {
      ...node.microtasksClearedFirst,
      says: "The microtask queue is cleared before the nextTick queue is taken up.",
      order: ["then", "nextTick"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33088",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The first nextTick that a microtask queues runs before the microtasks that are already waiting.",
      holds: (seen) => seen.share("nextTick", "sibling") > 0 || seen.share("nextTick", "then") > 0,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "An async function that emits by nextTick counts on its own continuation first.",
  },
});
