// retry on promises.
//
// Start: an attempt is called when the one before has failed and its delay is over. Cancel: the signal ends a delay,
// and is passed to every attempt; the attempt is awaited. Fail: with the last failure, when no delay is left or the
// failure is permanent. Cost: one timer and one listener per delay.
import { setTimeout as sleep } from "node:timers/promises";

export interface BackOffOptions {
  /** The first delay, in milliseconds, >= 0. Default: 100. */
  readonly baseMs?: number;
  /** How many times as long the next delay is, >= 1 and finite. Default: 2. */
  readonly factor?: number;
  /** No delay is longer. Default: 30000. */
  readonly maxMs?: number;
  /** The share of each delay that is random: from 0 (none) to 1 (all of it). Default: 1. */
  readonly jitter?: number;
  /** An integer from which the random shares follow. Default: other random shares in each iteration. */
  readonly seed?: number;
  /** How many delays there are: an integer >= 0, or Infinity. Default: 10. */
  readonly retries?: number;
}

/**
 * Delays in milliseconds that grow, each shortened by a random share so that many callers that failed together do not
 * return together.
 *
 * @throws TypeError if an option is not a number; RangeError if it is out of bounds.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { backOff } from "@byturns/promises/retry";
 *
 * assert.deepEqual([...backOff({ baseMs: 100, jitter: 0, retries: 4 })], [100, 200, 400, 800]);
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
  if (seed !== undefined)
    checkNumber("back off", "seed", seed, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  if (seed !== undefined && !Number.isInteger(seed)) {
    throw new RangeError(`Cannot back off with seed ${seed}: seed must be an integer`);
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

function checkNumber(verb: string, name: string, value: number, least: number, most: number): void {
  if (typeof value !== "number") {
    throw new TypeError(`Cannot ${verb} with ${name} ${String(value)}: ${name} must be a number`);
  }
  if (value >= least && value <= most) return;
  throw new RangeError(`Cannot ${verb} with ${name} ${value}: ${name} must be from ${least} to ${most}`);
}

export interface RetryOptions {
  /**
   * The delay before each attempt but the first, in milliseconds, each >= 0; when there are no more, the last failure remains. An
   * iterator of them is closed when no further attempt follows. Default: `backOff()`.
   */
  readonly delays?: Iterable<number>;
  /**
   * The delay after this failure, in milliseconds, >= 0, given the one that `delays` yields: what a server asks for in
   * Retry-After, for example. Default: the delay that `delays` yields.
   */
  readonly delayAfter?: (error: unknown, delayMs: number) => number;
  /** Whether to try again after this failure. Default: after every failure. */
  readonly retryIf?: (error: unknown) => boolean;
  /**
   * A delay that would end later than this after the first attempt began does not begin, in milliseconds on a monotonic clock:
   * >= 0. Default: Infinity.
   */
  readonly withinMs?: number;
  /** Is called as each delay begins. Default: nothing is called. */
  readonly onRetry?: (delayMs: number, error: unknown) => void;
  /** Gives up. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Tries `task` until it succeeds. To limit the time of an attempt that runs, use `deadline` around this or around the task.
 *
 * @param task takes the number of the attempt, counted from 1, and the signal.
 * @returns what the first attempt that succeeds returns.
 * @throws the signal's reason if it is aborted before an attempt succeeds; else what the last attempt threw. TypeError
 * if an option or a delay is of the wrong kind, RangeError if one is out of bounds.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { backOff, retry } from "@byturns/promises/retry";
 *
 * const answer = (attempt: number) => {
 *   if (attempt < 3) throw Object.assign(new Error("busy"), { retryAfterMs: 1 });
 *   return attempt;
 * };
 * const delayAfter = (error: unknown) => (error as { retryAfterMs: number }).retryAfterMs;
 * assert.equal(await retry(answer, { delays: backOff({ retries: 3 }), delayAfter }), 3);
 * ```
 */
export async function retry<Result>(
  task: (attempt: number, signal: AbortSignal) => Result | PromiseLike<Result>,
  options: RetryOptions = {},
): Promise<Result> {
  const { delays = backOff(), delayAfter, retryIf, withinMs = Infinity, onRetry } = options;
  const { signal = new AbortController().signal } = options;
  checkNumber("retry", "withinMs", withinMs, 0, Infinity);
  if (typeof delays?.[Symbol.iterator] !== "function")
    throw new TypeError("Cannot retry with these delays: delays must be iterable");
  const untilMs = withinMs === Infinity ? Infinity : performance.now() + withinMs;
  let iterator: Iterator<number> | undefined;
  // An iterator that has ended or thrown must not be closed.
  let isOpen = false;
  try {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        return await task(attempt, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (retryIf?.(error) === false) throw error;
        iterator ??= delays[Symbol.iterator]();
        isOpen = false;
        const { done, value } = iterator.next();
        if (done === true) throw error;
        isOpen = true;
        const delayMs = delayAfter === undefined ? value : delayAfter(error, value);
        checkNumber("retry", "delay", delayMs, 0, Infinity);
        if (untilMs < Infinity && performance.now() + delayMs > untilMs) throw error;
        onRetry?.(delayMs, error);
        // A timer of 0 ms takes a millisecond or more, and one above the maximum fires after a millisecond.
        for (let leftMs = delayMs; leftMs > 0 && !signal.aborted; leftMs -= longestTimerMs) {
          await sleep(Math.min(leftMs, longestTimerMs), undefined, { signal }).catch(() => {});
        }
      }
    }
  } finally {
    if (isOpen) iterator?.return?.();
  }
}

const longestTimerMs = 2_147_483_647;

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
