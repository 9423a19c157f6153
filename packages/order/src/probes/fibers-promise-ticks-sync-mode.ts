// Both the mode and promises live on microtasks: who comes first?
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";

export const probe = defineProbe({
  id: "fibers-promise-ticks-sync-mode",
  group: "fibers",
  title: "A fiber that awaits a settled promise, in the scheduler's sync mode",
  question: "Among the microtasks, when does a fiber go on that runs on microtasks itself?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect, Scheduler }) {
    setTimeout(() => {
      const awaiting = Effect.gen(function* () {
        yield* Effect.promise(() => Promise.resolve());
        mark("fiber");
        yield* Effect.yieldNow;
        mark("fiber after yielding");
      });
      const scheduler = new Scheduler.MixedScheduler("sync");
      Effect.runFork(Effect.provideService(awaiting, Scheduler.Scheduler, scheduler));
      let chain = Promise.resolve();
      for (const tick of [1, 2, 3, 4]) chain = chain.then(() => mark(`tick ${tick}`));
      setImmediate(() => mark("immediate"));
    }, 1);
  },
  promises: [
    {
      ...effect.syncModeStaysInTurn,
      says: "In sync mode a fiber that yields goes on within the turn.",
      order: ["fiber", "fiber after yielding", "immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Tests that mix promises and fibers." },
});
