// Interruption waits for clean-up.
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";

export const probe = defineProbe({
  id: "fibers-interrupt",
  group: "fibers",
  title: "Interruption and finalizers",
  question: "Does the interrupter go on only after the interrupted fiber's finalizers have run, last first?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect, Fiber }) {
    const sleeper = Effect.sleep(60_000).pipe(
      Effect.ensuring(Effect.sync(() => mark("inner finalizer"))),
      Effect.ensuring(
        Effect.andThen(
          Effect.sleep(5),
          Effect.sync(() => mark("outer finalizer")),
        ),
      ),
    );
    Effect.runFork(
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(sleeper, { startImmediately: true });
        yield* Effect.sleep(1);
        setTimeout(() => mark("timer"), 60);
        mark("interrupting");
        yield* Fiber.interrupt(fiber);
        mark("interrupted");
      }),
    );
  },
  promises: [
    {
      ...effect.interruptWaits,
      says: "Fiber.interrupt returns when the fiber has ended, its finalizers included.",
      order: ["outer finalizer", "interrupted"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "What was locked is free when the interrupter goes on." },
});
