// timers on fibers.
//
// Start: a fiber sleeps until its timer is due; repeated firings follow a schedule, which computes its start from the
// time of day: if that is set back, they wait. Cancel: interruption removes the timer. Fail: errors are typed; this
// effect cannot fail. Cost: one timer and one suspension per firing, and one fiber for each of the others; a sleep of 0
// ms sets no timer and waits for no turn.
import type { TimersInput, TimersOutput } from "@byturns/spec/timers";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as Schedule from "effect/Schedule";
import { waiting } from "./internal/spans.ts";

/** Sets the other timers, then measures when timers fire. */
export const timers = Effect.fnUntraced(function* (input: TimersInput): Effect.fn.Return<TimersOutput> {
  const { delayMs, count } = input;
  const clock = yield* Clock.Clock;
  const msSince = (beganNs: bigint) => Number(clock.monotonicTimeNanosUnsafe() - beganNs) / 1e6;
  let othersFired = 0;
  const fire = () => {
    othersFired += 1;
  };
  const setOther = (_: unknown, other: number) =>
    Effect.forkChild(Effect.map(Effect.sleep(otherDelayMs(other, input)), fire), { startImmediately: true });
  const others = yield* Effect.forEach(Array.from({ length: input.others }), setOther);
  const lateMs: number[] = [];
  const setAtNs = clock.monotonicTimeNanosUnsafe();
  if (input.kind === "periodic") {
    const firing = Effect.sync(() => {
      lateMs.push(msSince(setAtNs) - delayMs * (lateMs.length + 1));
    });
    const periods = Schedule.fixed(delayMs).pipe(Schedule.upTo({ times: count }));
    yield* Effect.schedule(firing, periods).pipe(waiting("timer"));
  }
  while (lateMs.length < count) {
    const beganNs = clock.monotonicTimeNanosUnsafe();
    yield* Effect.sleep(delayMs).pipe(waiting("timer"));
    lateMs.push(msSince(beganNs) - delayMs);
  }
  const output = { lateMs, othersFired };
  yield* Fiber.interruptAll(others);
  return output;
});

/** When another timer is due: they spread over the time that the measured ones take. */
const otherDelayMs = (other: number, { delayMs, count, others }: TimersInput) =>
  1 + Math.floor((other * delayMs * count) / others);
