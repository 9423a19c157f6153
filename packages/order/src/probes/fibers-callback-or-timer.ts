// A fiber woken by a plain callback.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "fibers-callback-or-timer",
  group: "fibers",
  title: "A fiber resumed by a callback, inside an immediate",
  question: "When an immediate resumes a fiber, does the fiber go on at once or in a later turn?",
  kinds: ["module"],
  models: ["fibers"],
  program({ mark, Effect }) {
    const resumed = Effect.callback<void>((resume) => {
      setImmediate(() => {
        queueMicrotask(() => mark("microtask"));
        resume(Effect.void);
        mark("resume returned");
      });
    });
    Effect.runFork(
      Effect.andThen(
        resumed,
        Effect.sync(() => mark("fiber")),
      ),
    );
  },
  promises: [
    {
      by: "Effect",
      says: "Resume continues the fiber; whether before it returns is not said.",
      link: "https://effect.website/docs/getting-started/creating-effects/",
      open: ["fiber", "resume returned", "microtask"],
    },
    {
      by: "ECMAScript",
      says: "A job starts only when no execution context is running.",
      link: "https://tc39.es/ecma262/#sec-jobs",
      order: ["resume returned", "microtask"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Adapters for callback libraries." },
});
