// A fiber that never waits.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "fibers-starve-timer",
  group: "fibers",
  title: "A fiber that loops a million times without waiting",
  question: "Does a looping fiber let a timer in before it ends, by yielding on its own?",
  kinds: ["module"],
  models: ["fibers"],
  program({ mark, Effect }) {
    setTimeout(() => mark("timer"), 1);
    let left = 1_000_000;
    Effect.runFork(
      Effect.andThen(
        Effect.whileLoop({
          while: () => --left > 0,
          body: () => Effect.void,
          step: () => {},
        }),
        Effect.sync(() => mark("loop over")),
      ),
    );
  },
  promises: [
    {
      by: "Effect",
      says: "After a number of operations (2048 unless set otherwise) a fiber yields to a later turn of the event loop.",
      link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Scheduler.ts",
      order: ["timer", "loop over"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "It is what fibers are chosen for." },
});
