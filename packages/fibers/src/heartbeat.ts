// heartbeat on fibers.
//
// Start: one fiber for the beat and one for each hog, on the only thread. Cancel: interruption, wherever a fiber yields; a hog
// that computes in one piece does so at its end. Fail: errors are typed; this effect cannot fail. Cost: a hog delays the beat
// by one piece of its computing, or by as many operations as a fiber may do.

import { compute } from "@byturns/context";
import type { HeartbeatHog, HeartbeatInput, HeartbeatOutput } from "@byturns/spec/heartbeat";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as Scheduler from "effect/Scheduler";
import { running, waiting } from "./internal/spans.ts";

/** Beats while the hogs compute. */
export const heartbeat = Effect.fnUntraced(function* (
  input: HeartbeatInput,
): Effect.fn.Return<HeartbeatOutput> {
  const { manner, beatMs } = input;
  const clock = yield* Clock.Clock;
  const steps = manner === "at-once" ? 1 : input.steps;
  const units = (input.steps * input.unitsPerStep) / steps;
  const originNs = clock.monotonicTimeNanosUnsafe();
  const sinceOrigin = () => Number(clock.monotonicTimeNanosUnsafe() - originNs) / 1e6;
  const delaysMs: number[] = [];
  const beat = Effect.gen(function* () {
    for (let dueMs = beatMs; dueMs <= input.beats * beatMs; dueMs += beatMs) {
      const leftMs = Math.ceil(dueMs - sinceOrigin());
      if (leftMs > 0) yield* Effect.sleep(leftMs).pipe(waiting("beat"));
      delaysMs.push(sinceOrigin() - dueMs);
    }
  });
  const hog = Effect.fnUntraced(function* (_: unknown, index: number): Effect.fn.Return<HeartbeatHog> {
    const beganMs = sinceOrigin();
    let digest = index;
    const step = Effect.sync(() => {
      digest = compute(units, digest);
    }).pipe(running(`hog ${index}`));
    for (let taken = 0; taken < steps; taken++) {
      yield* step;
      if (manner === "giving-way") yield* Effect.yieldNow;
    }
    return { beganMs, endedMs: sinceOrigin(), digest };
  });
  const beating = yield* Effect.forkChild(beat, { startImmediately: true });
  const hogs = yield* Effect.forEach(Array.from({ length: input.hogs }), hog, {
    concurrency: "unbounded",
  }).pipe(Effect.provideService(Scheduler.MaxOpsBeforeYield, input.operations));
  yield* Fiber.join(beating);
  return { delaysMs, hogs };
});
