// A fiber begins on the stack of whoever runs it.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "fibers-start",
  group: "fibers",
  title: "When Effect.runFork begins",
  question: "Does a fiber run its first steps before runFork returns?",
  kinds: ["module"],
  models: ["fibers"],
  program({ mark, Effect }) {
    setTimeout(() => {
      queueMicrotask(() => mark("microtask"));
      process.nextTick(() => mark("nextTick"));
      Effect.runFork(
        Effect.gen(function* () {
          mark("fiber begins");
          yield* Effect.void;
          mark("fiber goes on");
        }),
      );
      mark("runFork returned");
    }, 1);
  },
  promises: [
    {
      by: "Effect",
      says: "runFork starts the fiber immediately; it runs synchronously until its first asynchronous step.",
      link: "https://effect.website/docs/getting-started/running-effects/",
      order: ["fiber begins", "fiber goes on", "runFork returned", "microtask"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Whether a fiber has begun when the next line runs decides what it sees.",
  },
});
