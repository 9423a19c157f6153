// A fiber that sleeps, for each sleeper.
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";

export const run = ({ sleepers, sleepMs }: { readonly sleepers: number; readonly sleepMs: number }) =>
  Effect.gen(function* () {
    const startMs = performance.now();
    const sleep = Effect.sleep(sleepMs);
    const asleep: Fiber.Fiber<void>[] = [];
    for (let sleeper = 0; sleeper < sleepers; sleeper++) {
      asleep.push(yield* Effect.forkChild(sleep, { startImmediately: true }));
    }
    const begunMs = performance.now() - startMs;
    let woken = 0;
    for (const sleeper of asleep) {
      yield* Fiber.join(sleeper);
      woken += 1;
    }
    return { woken, begunMs, tookMs: performance.now() - startMs };
  });
