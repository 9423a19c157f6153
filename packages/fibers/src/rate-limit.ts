// rate-limit on fibers.
//
// Start: a fiber goes on when fewer than so many did in the last interval, at once when that is so already. Cancel:
// interruption takes it out of the line, or ends the task. Fail: as the task does, in the type, and its start still counts.
// Cost: no fiber; one call from the scheduler for all that start at once; a suspension where it has to wait; one timer.
import type { RateLimitInput, RateLimitOutput } from "@byturns/spec/rate-limit";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Semaphore from "effect/Semaphore";
import { performerOf } from "./internal/tasks.ts";

/**
 * Starts so many tasks in any interval at most, in the order of asking, and each as early as that allows. Intervals begin at
 * every moment: there is no edge at which twice as many could pass. A start counts from when the task first lets others run.
 */
export class RateLimit {
  readonly #limit: number;
  readonly #intervalMs: number;
  /** Held by the first in the line, which alone waits for the time. */
  readonly #first = Semaphore.makeUnsafe(1);
  /** When the last `limit` tasks were started: a ring. */
  readonly #startsMs: number[] = [];
  #next = 0;
  /** The places of those that have let nobody else run yet. */
  readonly #beginning: number[] = [];
  /** Lets the first in the line go on when those have begun; undefined while he does not wait for them. */
  #goOn: (() => void) | undefined;

  /**
   * @param limit how many may start in any interval: an integer >= 1.
   * @param intervalMs how long an interval is: above 0, up to 2147483647.
   * @throws RangeError when one of them is out of its bounds.
   */
  constructor(limit: number, intervalMs: number) {
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new RangeError(`Cannot start ${limit} tasks an interval: limit must be an integer >= 1`);
    }
    if (!(intervalMs > 0 && intervalMs <= longestTimerMs)) {
      throw new RangeError(
        `Cannot have intervals of ${intervalMs} ms: intervalMs must be above 0, up to ${longestTimerMs}`,
      );
    }
    this.#limit = limit;
    this.#intervalMs = intervalMs;
  }

  /**
   * Runs `task` as soon as it may start.
   *
   * @returns what the task returns; fails as it does.
   * @example
   * ```ts
   * const limit = new RateLimit(10, 1_000);
   * Effect.forEach(urls, (url) => limit.run(client.get(url)), { concurrency: "unbounded" });
   * ```
   */
  run<Result, E, R>(task: Effect.Effect<Result, E, R>): Effect.Effect<Result, E, R> {
    return Effect.andThen(this.#first.withPermit(this.#start), task);
  }

  readonly #start: Effect.Effect<void> = Effect.withFiber((fiber) => {
    const clock = fiber.getRef(Clock.Clock);
    const nowMs = () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6;
    const place = this.#next;
    const oldestMs = this.#startsMs[place];
    if (oldestMs === beginning) return Effect.andThen(this.#untilBegun, this.#start);
    const waitMs = oldestMs === undefined ? 0 : oldestMs + this.#intervalMs - nowMs();
    if (waitMs > 0) return Effect.andThen(Effect.sleep(Math.ceil(waitMs)), this.#start);
    this.#startsMs[place] = beginning;
    this.#next = place + 1 === this.#limit ? 0 : place + 1;
    // Not before it has begun: where the core was lost in between, the next would come too early.
    if (this.#beginning.push(place) === 1) {
      fiber.currentDispatcher.scheduleTask(() => {
        const atMs = nowMs();
        for (const begun of this.#beginning.splice(0)) this.#startsMs[begun] = atMs;
        const goOn = this.#goOn;
        this.#goOn = undefined;
        goOn?.();
      }, 1);
    }
    return Effect.void;
  });

  /** Waits, and does not ask again and again: that would never end where nobody else can run, as in `Effect.runSync`. */
  readonly #untilBegun: Effect.Effect<void> = Effect.callback((resume) => {
    // They may have begun before it came to this.
    if (this.#beginning.length === 0) resume(Effect.void);
    else this.#goOn = () => resume(Effect.void);
  });
}

/** When a task was started that may not have begun yet. */
const beginning = Number.POSITIVE_INFINITY;

/** A longer timer fires at once. */
const longestTimerMs = 2_147_483_647;

/** Starts the tasks, and says when each began. */
export const runRateLimit = Effect.fnUntraced(function* (
  input: RateLimitInput,
): Effect.fn.Return<RateLimitOutput> {
  const { tasks, limit, intervalMs } = input;
  const performer = yield* performerOf(tasks, input.observe);
  const rate = new RateLimit(limit, intervalMs);
  const startsMs: (number | null)[] = input.observe ? tasks.map(() => null) : [];
  const beganNs = yield* Clock.monotonicTimeNanos;
  const run = (_: unknown, index: number) =>
    rate
      .run(
        input.observe
          ? Effect.flatMap(Clock.monotonicTimeNanos, (nowNs) => {
              startsMs[index] = Number(nowNs - beganNs) / 1e6;
              return performer.perform(index);
            })
          : performer.perform(index),
      )
      .pipe(Effect.orElseSucceed(() => null));
  const results = yield* Effect.forEach(tasks, run, { concurrency: "unbounded" });
  const observed = performer.observed();
  return { results, observed: observed && { ...observed, startsMs } };
});
