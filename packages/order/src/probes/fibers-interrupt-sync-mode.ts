// Interruption in the mode that runs on microtasks.
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";

export const probe = defineProbe({
  id: "fibers-interrupt-sync-mode",
  group: "fibers",
  title: "Interruption and finalizers in the scheduler's sync mode",
  question: "Does the interrupter wait for finalizers when fibers run on microtasks?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect, Fiber, Scheduler }) {
    const sleeper = Effect.sleep(60_000).pipe(
      Effect.ensuring(Effect.sync(() => mark("inner finalizer"))),
      Effect.ensuring(
        Effect.andThen(
          Effect.yieldNow,
          Effect.sync(() => mark("outer finalizer")),
        ),
      ),
    );
    const interrupter = Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(sleeper, { startImmediately: true });
      yield* Effect.sleep(1);
      setImmediate(() => mark("immediate"));
      mark("interrupting");
      yield* Fiber.interrupt(fiber);
      mark("interrupted");
    });
    const scheduler = new Scheduler.MixedScheduler("sync");
    Effect.runFork(Effect.provideService(interrupter, Scheduler.Scheduler, scheduler));
  },
  promises: [
    {
      ...effect.interruptWaits,
      says: "Fiber.interrupt returns when the fiber has ended, its finalizers included.",
      order: ["outer finalizer", "interrupted"],
    },
    {
      ...effect.syncModeStaysInTurn,
      says: "In sync mode an interruption stays within the turn.",
      order: ["interrupted", "immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Tests choose this mode to have results at once." },
});
