// Resuming does not go through the queue that the mode is about, or does it?
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "fibers-callback-or-timer-sync-mode",
  group: "fibers",
  title: "A fiber resumed by a callback, in the scheduler's sync mode",
  question:
    "When an immediate resumes a fiber that runs on microtasks, does it go on at once or in a microtask?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect, Scheduler }) {
    const resumed = Effect.callback<void>((resume) => {
      setImmediate(() => {
        queueMicrotask(() => mark("microtask"));
        resume(Effect.void);
        mark("resume returned");
      });
    });
    const fiber = Effect.andThen(
      resumed,
      Effect.sync(() => mark("fiber")),
    );
    const scheduler = new Scheduler.MixedScheduler("sync");
    Effect.runFork(Effect.provideService(fiber, Scheduler.Scheduler, scheduler));
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
  relied: { likelihood: "rarely", why: "Adapters for callback libraries, under test." },
});
