// From a promise back into a fiber.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "fibers-promise-ticks",
  group: "fibers",
  title: "A fiber that awaits a settled promise",
  question:
    "Does a fiber go on within the microtasks when its promise settles, and how late does runPromise?",
  kinds: ["module"],
  models: ["fibers", "promises"],
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
      says: "Effect.promise resumes its fiber from a reaction to the promise.",
      link: "https://effect.website/docs/getting-started/creating-effects/",
      order: ["fiber", "tick 1", "immediate"],
    },
    {
      by: "ECMAScript",
      says: "A reaction runs in the order in which it was queued.",
      link: "https://tc39.es/ecma262/#sec-hostenqueuepromisejob",
      order: ["tick 1", "tick 2", "tick 3", "tick 4", "immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Edges where promises and fibers meet." },
});
