// Random schedules for fibers: one queue for all of them, from which a seed says who goes next and who must yield
// where, and a clock that advances when nobody can go on. It all happens within one synchronous call, so a schedule
// that fails is its seed, and replays in any runtime.
import * as Clock from "effect/Clock";
import * as Context from "effect/Context";
import * as Duration from "effect/Duration";
import * as Effect from "effect/Effect";
import type * as Exit from "effect/Exit";
import * as Scheduler from "effect/Scheduler";
import { type Random, randomFrom } from "./random.ts";
import { LeftBehind, Stuck, Timeline } from "./timeline.ts";

/** What a program under a schedule is handed. */
export interface FiberSchedule {
  /** Decisions that belong to this schedule. */
  readonly random: Random;
  /** Milliseconds since the schedule began; what `effect/Clock` says as well. */
  nowMs(): number;
  /** Calls `call` at `atMs`, from outside every fiber: a signal, a message, a cancellation. */
  at(atMs: number, call: () => void): void;
}

/** More steps than this are taken for a program that never ends. */
const mostSteps = 100_000;

/**
 * Runs `program` under the schedule that `seed` stands for, and returns how it ended.
 *
 * The program must not wait for anything outside its schedule, such as a promise.
 *
 * @throws Stuck when the program waits and nothing is left that could wake it, or when it never ends.
 * @throws LeftBehind when the program has ended and left a timer behind.
 * @example
 * ```ts
 * withFiberSchedule(1, () => Effect.as(Effect.sleep("1 hour"), "late")); // Exit.succeed("late"), at once
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
  // Half of the schedules let every fiber run as far as it can; the others cut it short anywhere.
  const yieldChance = [0, 0, 0.1, 0.5][random.below(4)] as number;
  const scheduler: Scheduler.Scheduler = {
    executionMode: "async",
    // A fiber that has just come back needs two operations to be where it left off; cut there, it would never move.
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
  /** Lets one thing happen; false when nothing is left. */
  const step = () => {
    if (ready.length === 0) return timeline.fireNext();
    // A timer can come between fibers that are ready.
    if (timeline.dueNow() > 0 && random.chance(0.2)) return timeline.fireNext();
    const at = random.below(ready.length);
    const task = ready[at] as () => void;
    ready[at] = ready[ready.length - 1] as () => void;
    ready.pop();
    task();
    return true;
  };
  const services = Context.make(Scheduler.Scheduler, scheduler).pipe(
    Context.add(Clock.Clock, clockOf(timeline)),
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

function clockOf(timeline: Timeline): Clock.Clock {
  const millis = () => timeline.nowMs();
  const nanos = () => BigInt(Math.round(timeline.nowMs() * 1e6));
  return {
    currentTimeMillisUnsafe: millis,
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanosUnsafe: nanos,
    currentTimeNanos: Effect.sync(nanos),
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
