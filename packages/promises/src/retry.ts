// retry on promises.
//
// Start: an attempt is called when the one before has failed and its delay is over. Cancel: the signal ends a delay, and is
// given to every attempt; the attempt is awaited. Fail: with the last failure, when no delay is left, or it is of the kind
// that stays. Cost: a timer and a listener a delay.
import { setTimeout as sleep } from "node:timers/promises";

export interface BackOffOptions {
  /** The first delay, in milliseconds, >= 0. Default: 100. */
  readonly baseMs?: number;
  /** How many times as long the next delay is, >= 1 and finite. Default: 2. */
  readonly factor?: number;
  /** No delay is longer. Default: 30000. */
  readonly maxMs?: number;
  /** What share of each delay is left to chance: from 0, none, to 1, all of it. Default: 1. */
  readonly jitter?: number;
  /** An integer that the chances follow from. Default: other chances each time that the delays are gone through. */
  readonly seed?: number;
  /** How many delays there are: an integer >= 0, or Infinity. Default: 10. */
  readonly retries?: number;
}

/**
 * Delays in milliseconds that grow, each shortened by a share left to chance, so that many who failed at once do not come
 * back at once.
 *
 * @throws RangeError when an option is out of its bounds.
 * @example
 * ```ts
 * Array.from(backOff({ baseMs: 100, jitter: 0, retries: 4 })); // [100, 200, 400, 800]
 * ```
 */
export function backOff(options: BackOffOptions = {}): Iterable<number> {
  const { baseMs = 100, factor = 2, maxMs = 30_000, jitter = 1, retries = 10, seed } = options;
  checkWithin("baseMs", baseMs, 0, Infinity);
  checkWithin("factor", factor, 1, Number.MAX_VALUE);
  checkWithin("maxMs", maxMs, 0, Infinity);
  checkWithin("jitter", jitter, 0, 1);
  checkWithin("retries", retries, 0, Infinity);
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

function checkWithin(name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new RangeError(`Cannot back off with ${name} ${value}: ${name} must be from ${least} to ${most}`);
}

export interface RetryOptions {
  /** How long to wait before each attempt but the first; when they are used up, the last failure stays. Default: `backOff()`. */
  readonly delays?: Iterable<number>;
  /** Whether to try again after this failure. Default: after every one. */
  readonly retryIf?: (error: unknown) => boolean;
  /** A delay that would end later than this after the first attempt began is not begun, in milliseconds. Default: Infinity. */
  readonly withinMs?: number;
  /** Is told of each delay that begins. Default: nobody is. */
  readonly onRetry?: (delayMs: number, error: unknown) => void;
  /** Gives up. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Tries `task` until it succeeds. A deadline for the attempts themselves is another matter: `deadline` around this cuts off
 * the one that runs.
 *
 * @param task is told which attempt it is, counted from 1, and is given the signal.
 * @returns what the first attempt that succeeds returns.
 * @throws the signal's reason when it is aborted between two attempts; else what the last attempt threw.
 * @example
 * ```ts
 * await retry((_attempt, signal) => fetch(url, { signal }), { delays: backOff({ retries: 3 }) });
 * ```
 */
export async function retry<Result>(
  task: (attempt: number, signal: AbortSignal) => Result | PromiseLike<Result>,
  options: RetryOptions = {},
): Promise<Result> {
  const { delays = backOff(), retryIf, withinMs = Infinity, onRetry } = options;
  const { signal = new AbortController().signal } = options;
  const untilMs = withinMs === Infinity ? Infinity : performance.now() + withinMs;
  let iterator: Iterator<number> | undefined;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await task(attempt, signal);
    } catch (error) {
      if (signal.aborted || retryIf?.(error) === false) throw error;
      iterator ??= delays[Symbol.iterator]();
      const { done, value: delayMs } = iterator.next();
      if (done === true || (untilMs < Infinity && performance.now() + delayMs > untilMs)) throw error;
      onRetry?.(delayMs, error);
      // A timer of 0 would take a millisecond and more, and one that is longer than it can be would take only that.
      for (let leftMs = delayMs; leftMs > 0 && !signal.aborted; leftMs -= longestTimerMs) {
        await sleep(Math.min(leftMs, longestTimerMs), undefined, { signal }).catch(() => {});
      }
    }
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
