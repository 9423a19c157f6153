// sleepers on fibers.
//
// Start: one fiber for each, which runs at once until it sleeps. Cancel: interruption of the parent interrupts its children,
// each of which clears its timer. Fail: errors are typed; this effect cannot fail. Cost: a fiber that is suspended, what it
// does if it is interrupted, and a timer.
import type { SleepersInput, SleepersOutput } from "@byturns/spec/sleepers";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import { running, waiting } from "./internal/spans.ts";

const atOnce = { startImmediately: true };

/** Has all of them sleep at once. */
export const sleepers = Effect.fnUntraced(function* (input: SleepersInput): Effect.fn.Return<SleepersOutput> {
  const sleep = Effect.sleep(input.sleepMs);
  const startMs = yield* nowMs;
  const asleep = yield* Effect.gen(function* () {
    const fibers: Fiber.Fiber<void>[] = [];
    for (let sleeper = 0; sleeper < input.sleepers; sleeper++) {
      fibers.push(yield* Effect.forkChild(sleep, atOnce));
    }
    return fibers;
  }).pipe(running("begin"));
  const begunMs = (yield* nowMs) - startMs;
  const woken = yield* countOf(asleep).pipe(waiting("sleep"));
  return { woken, begunMs, tookMs: (yield* nowMs) - startMs };
});

const countOf = Effect.fnUntraced(function* (asleep: readonly Fiber.Fiber<void>[]) {
  let woken = 0;
  for (const sleeper of asleep) {
    yield* Fiber.join(sleeper);
    woken += 1;
  }
  return woken;
});

const nowMs = Effect.map(Clock.monotonicTimeNanos, (nowNs) => Number(nowNs) / 1e6);
