// A fiber woken by a plain callback.
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "fibers-callback-or-timer",
  group: "fibers",
  title: "A fiber resumed by a callback, inside an immediate",
  question: "When an immediate resumes a fiber, does the fiber go on at once or in a later turn?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
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
      ...effect.callbackCompletes,
      says: "Resume continues the fiber; whether before it returns is not said.",
      open: ["fiber", "resume returned", "microtask"],
    },
    {
      ...html.checkpointBelowNoScript,
      says: "A microtask runs only when no script is running.",
      order: ["resume returned", "microtask"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Adapters for callback libraries." },
});
