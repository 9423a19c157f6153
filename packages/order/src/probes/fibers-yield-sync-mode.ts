// The other mode of the scheduler runs on microtasks.
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";

export const probe = defineProbe({
  id: "fibers-yield-sync-mode",
  group: "fibers",
  title: "Effect.yieldNow under the scheduler's sync mode",
  question: "Where does a fiber that yields stand when the scheduler is in its sync mode?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect, Scheduler }) {
    setTimeout(() => {
      const yielding = Effect.gen(function* () {
        yield* Effect.yieldNow;
        mark("fiber");
        yield* Effect.yieldNow;
        mark("fiber again");
      });
      const scheduler = new Scheduler.MixedScheduler("sync");
      queueMicrotask(() => mark("microtask before"));
      Effect.runFork(Effect.provideService(yielding, Scheduler.Scheduler, scheduler));
      queueMicrotask(() => mark("microtask after"));
      process.nextTick(() => mark("nextTick"));
      setImmediate(() => mark("immediate"));
    }, 1);
  },
  promises: [
    {
      ...effect.syncModeStaysInTurn,
      says: "In sync mode a fiber that yields goes on within the turn.",
      order: ["fiber", "fiber again", "immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Tests choose this mode to have results at once." },
});
