// rate-limit on fibers.
//
// Start: a fiber continues when fewer than `limit` tasks started in the last interval; at once if that is already so. Cancel:
// interruption removes the fiber from the line, or interrupts the task. Fail: as the task does, typed; its start still counts.
// Cost: no fiber; one call by the scheduler for all tasks that start together; a suspension and one timer if it has to wait.
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Semaphore from "effect/Semaphore";

/**
 * Starts at most `limit` tasks in any interval, in the order of the calls, each as early as that allows. Every moment begins an
 * interval: there is no boundary at which twice as many could start. A start counts from the moment at which the task first lets
 * other fibers run.
 */
export class RateLimit {
  readonly #limit: number;
  readonly #intervalMs: number;
  /** Held by the first fiber in the line, the only one that waits for a time. */
  readonly #first = Semaphore.makeUnsafe(1);
  /** When the last tasks started, at most `limit` of them: a ring that grows with use. */
  readonly #startsMs: number[] = [];
  #next = 0;
  /** The places in the ring of tasks that have not let other fibers run yet. */
  readonly #beginning: number[] = [];
  /** Wakes the first fiber in the line when those have begun; undefined while it does not wait for that. */
  #wake: (() => void) | undefined;

  /**
   * @param limit how many tasks may start in any interval: an integer >= 1.
   * @param intervalMs the length of an interval in milliseconds: above 0, at most 2147483647.
   * @throws TypeError if one of them is not a number; RangeError if one is out of bounds.
   */
  constructor(limit: number, intervalMs: number) {
    if (typeof limit !== "number" || typeof intervalMs !== "number") {
      throw new TypeError(
        `Cannot start ${String(limit)} tasks in ${String(intervalMs)} ms: limit and intervalMs must be numbers`,
      );
    }
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
   * import assert from "node:assert/strict";
   * import { RateLimit } from "@byturns/fibers/rate-limit";
   * import * as Effect from "effect/Effect";
   *
   * const limit = new RateLimit(10, 1_000);
   * const load = (url: string) => Effect.succeed(url.length);
   * const both = Effect.forEach(["/a", "/b"], (url) => limit.run(load(url)), { concurrency: "unbounded" });
   * assert.deepEqual(await Effect.runPromise(both), [2, 2]);
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
    // Not before it has begun: if the core were lost in between, the next task would start too early.
    if (this.#beginning.push(place) === 1) {
      fiber.currentDispatcher.scheduleTask(() => {
        const atMs = nowMs();
        for (const begun of this.#beginning.splice(0)) this.#startsMs[begun] = atMs;
        const wake = this.#wake;
        this.#wake = undefined;
        wake?.();
      }, 1);
    }
    return Effect.void;
  });

  /** Waits instead of asking repeatedly: that would never end where no other fiber can run, as in `Effect.runSync`. */
  readonly #untilBegun: Effect.Effect<void> = Effect.callback((resume) => {
    // They may have begun before this runs.
    if (this.#beginning.length === 0) resume(Effect.void);
    else this.#wake = () => resume(Effect.void);
  });
}

/** The time of a start that may not have begun yet. */
const beginning = Number.POSITIVE_INFINITY;

/** A longer timer fires at once. */
const longestTimerMs = 2_147_483_647;
