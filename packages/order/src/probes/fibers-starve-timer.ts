// A fiber that never waits.
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";

export const probe = defineProbe({
  id: "fibers-starve-timer",
  group: "fibers",
  title: "A fiber that loops a million times without waiting",
  question: "Does a looping fiber let a timer in before it ends, by yielding on its own?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
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
      ...effect.opsBeforeYield,
      says: "After a number of operations (2048 unless set otherwise) a fiber yields to a later turn of the event loop.",
      order: ["timer", "loop over"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "It is what fibers are chosen for." },
});
