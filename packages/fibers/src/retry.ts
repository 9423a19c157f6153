// retry on fibers.
//
// Start: an attempt starts on the same fiber when the one before has failed and its delay is over; this is Effect's own retry with
// a Schedule. Cancel: interruption ends the delay or the attempt. Fail: with the last failure, typed. Cost: one timer per delay.
import * as Cause from "effect/Cause";
import * as Duration from "effect/Duration";
import * as Effect from "effect/Effect";
import * as Schedule from "effect/Schedule";

export interface BackOffOptions {
  /** The first delay, in milliseconds: >= 0. Default: 100. */
  readonly baseMs?: number;
  /** How many times as long each next delay is: >= 1 and finite. Default: 2. */
  readonly factor?: number;
  /** The longest delay, in milliseconds: >= 0. Default: 30000. */
  readonly maxMs?: number;
  /** The share of each delay that is random: from 0 (none) to 1 (all of it). Default: 1. */
  readonly jitter?: number;
  /** An integer from which the random shares follow. Default: other random shares in each iteration. */
  readonly seed?: number;
  /** How many delays there are: an integer >= 0, or Infinity. Default: 10. */
  readonly retries?: number;
}

/**
 * Delays in milliseconds that grow, each shortened by a random share so that many callers that failed together do not return
 * together.
 *
 * @throws TypeError if an option is not a number; RangeError if one is out of bounds.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { backOff } from "@byturns/fibers/retry";
 *
 * assert.deepEqual(Array.from(backOff({ baseMs: 100, jitter: 0, retries: 4 })), [100, 200, 400, 800]);
 * ```
 */
export function backOff(options: BackOffOptions = {}): Iterable<number> {
  const { baseMs = 100, factor = 2, maxMs = 30_000, jitter = 1, retries = 10, seed } = options;
  checkNumber("back off", "baseMs", baseMs, 0, Infinity);
  checkNumber("back off", "factor", factor, 1, Number.MAX_VALUE);
  checkNumber("back off", "maxMs", maxMs, 0, Infinity);
  checkNumber("back off", "jitter", jitter, 0, 1);
  checkNumber("back off", "retries", retries, 0, Infinity);
  if (retries !== Infinity && !Number.isInteger(retries)) {
    throw new RangeError(`Cannot back off with retries ${retries}: retries must be an integer, or Infinity`);
  }
  if (seed !== undefined) {
    checkNumber("back off", "seed", seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    if (!Number.isInteger(seed)) {
      throw new RangeError(`Cannot back off with seed ${seed}: seed must be an integer`);
    }
  }
  return {
    [Symbol.iterator]() {
      const fraction = seed === undefined ? Math.random : fractionsFrom(seed);
      let fullMs = Math.min(baseMs, maxMs);
      let left = retries;
      // Not a generator: that takes longer than an attempt.
      return {
        next() {
          if (left <= 0) return { done: true, value: undefined };
          left -= 1;
          const value = fullMs * (1 - jitter * fraction());
          fullMs = Math.min(fullMs * factor, maxMs);
          return { done: false, value };
        },
      };
    },
  };
}

/** Throws a TypeError if `value` is not a number, and a RangeError if it is not from `least` to `most`. */
function checkNumber(verb: string, name: string, value: number, least: number, most: number): void {
  if (typeof value !== "number") {
    throw new TypeError(`Cannot ${verb} with ${name} ${String(value)}: ${name} must be a number`);
  }
  if (!(value >= least && value <= most)) {
    throw new RangeError(`Cannot ${verb} with ${name} ${value}: ${name} must be from ${least} to ${most}`);
  }
}

export interface RetryOptions<E> {
  /**
   * The delay before each attempt but the first, in milliseconds, each >= 0; when there are no more, the last failure remains. An
   * iterator of them is closed when no further attempt follows. Default: `backOff()`.
   */
  readonly delays?: Iterable<number>;
  /**
   * The delay after this failure, in milliseconds, >= 0, given the one that `delays` yields: what a server asks for in Retry-After,
   * for example. Default: the delay that `delays` yields.
   */
  readonly delayAfter?: (error: E, delayMs: number) => number;
  /** Whether to try again after this failure. Default: after every failure. */
  readonly retryIf?: (error: E) => boolean;
  /**
   * A delay that would end later than this after the first attempt began does not begin, in milliseconds on a monotonic clock: >= 0.
   * Default: Infinity.
   */
  readonly withinMs?: number;
  /** Is called as each delay begins. Default: nothing is called. */
  readonly onRetry?: (delayMs: number, error: E) => void;
}

/**
 * Tries `task` until it succeeds. To limit the time of an attempt that runs, use `deadline` around this or around the task.
 *
 * @param task takes the number of the attempt, counted from 1.
 * @returns what the first attempt that succeeds returns; fails as the last attempt does. A defect is not tried again. Dies of a
 * TypeError if an option or a delay is of the wrong kind, and of a RangeError if one is out of bounds.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { backOff, retry } from "@byturns/fibers/retry";
 * import * as Effect from "effect/Effect";
 *
 * const attempt = (number: number) => (number < 3 ? Effect.fail("busy") : Effect.succeed(number));
 * const third = retry(attempt, { delays: backOff({ baseMs: 1, retries: 3 }) }); // Effect<number, string>
 * assert.equal(await Effect.runPromise(third), 3);
 * ```
 */
export function retry<Result, E, R>(
  task: (attempt: number) => Effect.Effect<Result, E, R>,
  options: RetryOptions<E> = {},
): Effect.Effect<Result, E, R> {
  const { delays = backOff(), delayAfter, retryIf = () => true, withinMs = Infinity, onRetry } = options;
  return Effect.clockWith((clock) => {
    checkNumber("retry", "withinMs", withinMs, 0, Infinity);
    checkKinds(delays, { delayAfter, retryIf, onRetry });
    // Not the clock of the schedule, which follows the time of day.
    const nowMs = () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6;
    const beganMs = nowMs();
    const drawn = new Delays(delays);
    let attempt = 0;
    // Effect's own `while` would be asked after the delay was drawn.
    const step = (_wallClockMs: number, error: E) => {
      if (!retryIf(error)) return Cause.done(attempt);
      let delayMs = drawn.next();
      if (delayMs !== undefined && delayAfter !== undefined) delayMs = delayAfter(error, delayMs);
      if (delayMs === undefined) return Cause.done(attempt);
      checkNumber("retry", "delay", delayMs, 0, Infinity);
      if (nowMs() - beganMs + delayMs > withinMs) return Cause.done(attempt);
      onRetry?.(delayMs, error);
      return Effect.succeed<[number, Duration.Duration]>([attempt, Duration.millis(delayMs)]);
    };
    return Effect.retry(
      Effect.suspend(() => task(++attempt)),
      Schedule.fromStep(Effect.succeed(step)),
    ).pipe(Effect.ensuring(Effect.sync(() => drawn.close())));
  });
}

function checkKinds(delays: Iterable<number>, functions: Readonly<Record<string, unknown>>): void {
  if (typeof delays?.[Symbol.iterator] !== "function") {
    throw new TypeError(`Cannot retry with delays ${String(delays)}: delays must be iterable`);
  }
  for (const [name, value] of Object.entries(functions)) {
    if (value === undefined || typeof value === "function") continue;
    throw new TypeError(`Cannot retry with ${name} ${String(value)}: ${name} must be a function`);
  }
}

/** The delays of one call; opened when the first is drawn, and closed unless they have ended or thrown. */
class Delays {
  readonly #delays: Iterable<number>;
  #iterator: Iterator<number> | undefined;
  #ended = false;

  constructor(delays: Iterable<number>) {
    this.#delays = delays;
  }

  next(): number | undefined {
    if (this.#ended) return undefined;
    // Whatever throws here has ended: it must not be closed then.
    this.#ended = true;
    this.#iterator ??= this.#delays[Symbol.iterator]();
    const { done = false, value } = this.#iterator.next();
    this.#ended = done;
    return done ? undefined : value;
  }

  close(): void {
    if (this.#ended || this.#iterator === undefined) return;
    this.#ended = true;
    this.#iterator.return?.();
  }
}

/** Fractions from 0 to 1 that follow from the lowest 32 bits of a seed (mulberry32, public domain). */
function fractionsFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
