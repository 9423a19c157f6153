// uncaughtException against nextTick and microtasks.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-uncaught-order",
  group: "failures",
  title: "uncaughtException against nextTick and microtasks",
  question: "When the main module throws, does the listener run before what the module queued?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises"],
  cause: "uncaught-exception",
  program({ mark }) {
    process.on("uncaughtException", () => mark("uncaught"));
    process.nextTick(() => mark("nextTick"));
    queueMicrotask(() => mark("microtask"));
    throw new Error("from the body");
  },
  promises: [
    {
      ...node.uncaughtOverridden,
      says: "The listener is called; whether before or after what was queued is not said.",
      always: ["uncaught", "nextTick", "microtask"],
    },
    {
      ...node.uncaughtOverridden,
      says: "When it is called is not said.",
      open: ["uncaught", "nextTick", "microtask"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#38141",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      kind: "commonjs",
      says: "nextTick and microtasks run before uncaughtException.",
      holds: (seen) => seen.share("nextTick", "uncaught") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "A crash handler records the state as the exception left it." },
});
