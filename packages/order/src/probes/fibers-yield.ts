// The default scheduler's turn, among all the others.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "fibers-yield",
  group: "fibers",
  title: "Effect.yieldNow under the default scheduler",
  question: "Where does a fiber that yields stand among microtasks, ticks, immediates and timers?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect }) {
    setTimeout(() => {
      setImmediate(() => mark("immediate before"));
      Effect.runFork(
        Effect.gen(function* () {
          yield* Effect.yieldNow;
          mark("fiber");
          yield* Effect.yieldNow;
          mark("fiber again");
        }),
      );
      queueMicrotask(() => mark("microtask"));
      process.nextTick(() => mark("nextTick"));
      setImmediate(() => mark("immediate after"));
    }, 1);
  },
  promises: [
    {
      by: "Effect",
      link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Scheduler.ts",
      says: "Where a batch of fibers stands against other immediates is not said.",
      open: ["microtask", "immediate before", "fiber", "immediate after", "fiber again"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A computing fiber yields so that I/O and timers may go on." },
});
