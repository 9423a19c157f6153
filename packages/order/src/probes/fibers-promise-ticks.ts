// From a promise back into a fiber.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "fibers-promise-ticks",
  group: "fibers",
  title: "A fiber that awaits a settled promise",
  question:
    "Does a fiber go on within the microtasks when its promise settles, and how late does runPromise?",
  kinds: ["module"],
  models: ["fibers", "promises"],
  cause: "fibers-and-timers",
  program({ mark, Effect }) {
    setTimeout(() => {
      Effect.runFork(
        Effect.andThen(
          Effect.promise(() => Promise.resolve()),
          Effect.sync(() => mark("fiber")),
        ),
      );
      Effect.runPromise(Effect.void).then(() => mark("runPromise"));
      let chain = Promise.resolve();
      for (const tick of [1, 2, 3, 4]) chain = chain.then(() => mark(`tick ${tick}`));
      setImmediate(() => mark("immediate"));
    }, 1);
  },
  promises: [
    {
      by: "Effect",
      link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Effect.ts",
      says: "Effect.promise resumes its fiber from a reaction to the promise; in which tick is not said.",
      open: ["fiber", "tick 1", "immediate"],
    },
    {
      ...ecmascript.promiseJobsInOrder,
      says: "Reactions run in the order in which they were queued.",
      order: ["tick 1", "tick 2", "tick 3", "tick 4"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Edges where promises and fibers meet." },
});
