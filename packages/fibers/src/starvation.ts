// starvation on fibers.
//
// Start: one fiber for each task, on the only thread. Cancel: interruption, wherever a fiber yields; under a scheduler of
// microtasks nothing outside can interrupt. Fail: errors are typed; this effect cannot fail. Cost: one or two effects per
// turn; a fiber yields after a number of operations, unless its scheduler runs on microtasks.

import { compute } from "@byturns/context";
import type { StarvationInput, StarvationOutput } from "@byturns/spec/starvation";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as Scheduler from "effect/Scheduler";
import { running, waiting } from "./internal/spans.ts";

/** Sets a timer, and has the tasks reschedule themselves until it has fired. */
export const starvation = Effect.fnUntraced(function* (
  input: StarvationInput,
): Effect.fn.Return<StarvationOutput> {
  const { units, timerMs, capMs, operations } = input;
  const clock = yield* Clock.Clock;
  const turns = Array.from({ length: input.tasks }, () => 0);
  const beganNs = clock.monotonicTimeNanosUnsafe();
  const sinceBegan = () => Number(clock.monotonicTimeNanosUnsafe() - beganNs) / 1e6;
  let firedAtMs: number | undefined;
  let starved = false;
  let overdueTurns = 0;
  const timer = Effect.sleep(timerMs).pipe(
    waiting("timer"),
    Effect.map(() => {
      firedAtMs = sinceBegan();
      return firedAtMs;
    }),
  );
  const task = Effect.fnUntraced(function* (_: unknown, index: number) {
    const turn = Effect.sync(() => compute(units, index)).pipe(running(`task ${index}`));
    for (;;) {
      turns[index] = (turns[index] ?? 0) + 1;
      yield* turn;
      if (input.by !== "steps") yield* Effect.yieldNow;
      if (firedAtMs !== undefined) return;
      const atMs = sinceBegan();
      if (atMs >= capMs) {
        starved = true;
        return;
      }
      if (atMs > timerMs + 2) overdueTurns += 1;
    }
  });
  const fired = yield* Effect.forkChild(timer, { startImmediately: true });
  const tasks = Effect.forEach(turns, task, { concurrency: "unbounded", discard: true });
  yield* tasks.pipe(
    Effect.provideService(Scheduler.MaxOpsBeforeYield, operations),
    input.by === "microtasks" ? Effect.provideService(Scheduler.Scheduler, microtasks) : (same) => same,
  );
  const atMs = yield* Fiber.join(fired);
  return { firedAtMs: atMs, starved, turns, overdueTurns };
});

const microtasks = new Scheduler.MixedScheduler("sync");
