// A fiber begins on the stack of whoever runs it.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "fibers-start",
  group: "fibers",
  title: "When Effect.runFork begins",
  question: "Does a fiber run its first steps before runFork returns?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
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
      link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Effect.ts",
      says: "Whether runFork runs the first steps of the fiber before it returns is not said.",
      open: ["fiber begins", "fiber goes on", "runFork returned"],
    },
    {
      ...html.checkpointBelowNoScript,
      says: "A microtask runs only when no script is running.",
      order: ["runFork returned", "microtask"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Whether a fiber has begun when the next line runs decides what it sees.",
  },
});
