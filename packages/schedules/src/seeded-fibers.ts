// Random schedules for fibers: one queue for all of them, from which a seed picks the fiber that runs next and where it must yield,
// and a clock that advances when no fiber can run. All of it happens within one synchronous call, so a schedule that fails is
// described by its seed, and replays in any runtime.
import * as Clock from "effect/Clock";
import * as Context from "effect/Context";
import * as Duration from "effect/Duration";
import * as Effect from "effect/Effect";
import type * as Exit from "effect/Exit";
import * as Scheduler from "effect/Scheduler";
import { type Random, randomFrom } from "./random.ts";
import { LeftBehind, Stuck, Timeline } from "./timeline.ts";

/** What a program under a schedule is given. */
export interface FiberSchedule {
  /** Decisions that belong to this schedule. */
  readonly random: Random;
  /** Milliseconds since the schedule began: the monotonic time of `effect/Clock`. Its time of day may differ, and jump. */
  nowMs(): number;
  /** Calls `call` at `atMs` from outside of all fibers: a signal, a message, a cancellation. */
  at(atMs: number, call: () => void): void;
}

/** A program that takes more steps than this counts as one that never ends. */
const mostSteps = 100_000;

/**
 * Runs `program` under the schedule that follows from `seed`, and returns how it ended.
 *
 * The program must not wait for anything outside its schedule, such as a promise. In half of the schedules the time of day is set
 * forward or back by up to an hour again and again, which timers and monotonic time do not notice.
 *
 * @throws Stuck if the program waits and nothing is left that could wake it, or if it never ends.
 * @throws LeftBehind if the program has ended and left a timer behind.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
 * import * as Effect from "effect/Effect";
 * import * as Exit from "effect/Exit";
 *
 * // It ends at once.
 * const exit = withFiberSchedule(1, () => Effect.as(Effect.sleep("1 hour"), "late"));
 * assert.deepEqual(exit, Exit.succeed("late"));
 * ```
 */
export function withFiberSchedule<A, E>(
  seed: number,
  program: (schedule: FiberSchedule) => Effect.Effect<A, E>,
): Exit.Exit<A, E> {
  const random = randomFrom(seed);
  const timeline = new Timeline(random);
  const ready: (() => void)[] = [];
  const fromOutside = new Set<number>();
  // In half of the schedules every fiber runs as far as it can; in the others it may have to yield anywhere.
  const yieldChance = [0, 0, 0.1, 0.5][random.below(4)] as number;
  const scheduler: Scheduler.Scheduler = {
    executionMode: "async",
    // A fiber that has just resumed needs two operations to be where it left off; if it yielded there, it would never advance.
    shouldYield: (fiber) => yieldChance > 0 && fiber.currentOpCount > 2 && random.chance(yieldChance),
    makeDispatcher: () => ({ scheduleTask: (task) => void ready.push(task), flush: () => {} }),
  };
  const schedule: FiberSchedule = {
    random,
    nowMs: () => timeline.nowMs(),
    at: (atMs, call) => {
      const id = timeline.set(() => {
        fromOutside.delete(id);
        call();
      }, atMs - timeline.nowMs());
      fromOutside.add(id);
    },
  };
  /** Runs one fiber or timer; false if nothing is left. */
  const step = () => {
    if (ready.length === 0) return timeline.fireNext();
    // A timer may fire between two fibers that are ready.
    if (timeline.dueNow() > 0 && random.chance(0.2)) return timeline.fireNext();
    const at = random.below(ready.length);
    const task = ready[at] as () => void;
    ready[at] = ready[ready.length - 1] as () => void;
    ready.pop();
    task();
    return true;
  };
  const services = Context.make(Scheduler.Scheduler, scheduler).pipe(
    Context.add(Clock.Clock, clockOf(timeline, seed)),
  );
  const fiber = Effect.runForkWith(services)(Effect.suspend(() => program(schedule)));
  let steps = 0;
  let exit = fiber.pollUnsafe();
  while (exit === undefined) {
    if (!step()) {
      throw new Stuck(`At ${timeline.nowMs()} ms nothing is left that could wake the program (seed ${seed})`);
    }
    if (++steps > mostSteps) throw new Stuck(`The program has not ended after ${steps} steps (seed ${seed})`);
    exit = fiber.pollUnsafe();
  }
  for (const id of fromOutside) timeline.clear(id);
  while (ready.length > 0) step();
  if (timeline.size > 0) {
    throw new LeftBehind(`The program left behind ${timeline.size} timers (seed ${seed})`);
  }
  return exit;
}

/** The clock of a schedule. Its decisions are its own, so that a program which asks for the time of day runs as if it did not. */
function clockOf(timeline: Timeline, seed: number): Clock.Clock {
  const random = randomFrom(~seed);
  const jumps = random.below(2) === 0;
  let setByMs = 0;
  const nanos = () => BigInt(Math.round(timeline.nowMs() * 1e6));
  const timeOfDayMs = () => {
    if (jumps && random.chance(0.3)) setByMs += random.below(2 * hourMs + 1) - hourMs;
    return startedAtMs + setByMs + timeline.nowMs();
  };
  const timeOfDayNs = () => BigInt(Math.round(timeOfDayMs())) * 1_000_000n;
  return {
    currentTimeMillisUnsafe: timeOfDayMs,
    currentTimeMillis: Effect.sync(timeOfDayMs),
    currentTimeNanosUnsafe: timeOfDayNs,
    currentTimeNanos: Effect.sync(timeOfDayNs),
    monotonicTimeNanosUnsafe: nanos,
    monotonicTimeNanos: Effect.sync(nanos),
    sleep: (duration) => {
      const delayMs = Duration.toMillis(duration);
      if (!Number.isFinite(delayMs)) return Effect.never;
      return Effect.callback<void>((resume) => {
        const id = timeline.set(() => resume(Effect.void), delayMs);
        return Effect.sync(() => timeline.clear(id));
      });
    },
  };
}

const hourMs = 3_600_000;
/** The time of day at which schedules start: 2026-01-01. */
const startedAtMs = 1_767_225_600_000;
