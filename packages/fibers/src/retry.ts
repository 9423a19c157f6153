// retry on fibers.
//
// Start: an attempt begins on the same fiber when the one before has failed and its delay is over; Effect's own retry and
// Schedule. Cancel: interruption ends the delay or the attempt. Fail: with the last failure, in the type. Cost: a timer a delay.
import type { RetryCaller, RetryInput, RetryOutcome, RetryOutput } from "@byturns/spec/retry";
import * as Cause from "effect/Cause";
import * as Clock from "effect/Clock";
import * as Duration from "effect/Duration";
import * as Effect from "effect/Effect";
import * as Schedule from "effect/Schedule";
import { performerOf } from "./internal/tasks.ts";

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

export interface RetryOptions<E> {
  /** How long to wait before each attempt but the first; when they are used up, the last failure stays. Default: `backOff()`. */
  readonly delays?: Iterable<number>;
  /** Whether to try again after this failure. Default: after every one. */
  readonly retryIf?: (error: E) => boolean;
  /** A delay that would end later than this after the first attempt began is not begun, in milliseconds. Default: Infinity. */
  readonly withinMs?: number;
  /** Is told of each delay that begins. Default: nobody is. */
  readonly onRetry?: (delayMs: number, error: E) => void;
}

/**
 * Tries `task` until it succeeds. A deadline for the attempts themselves is another matter: `deadline` around this cuts off
 * the one that runs.
 *
 * @param task is told which attempt it is, counted from 1.
 * @returns what the first attempt that succeeds returns; fails as the last attempt does. Defects are not tried again.
 * @example
 * ```ts
 * retry(() => client.get(url), { delays: backOff({ retries: 3 }) }); // Effect<Response, HttpError>
 * ```
 */
export function retry<Result, E, R>(
  task: (attempt: number) => Effect.Effect<Result, E, R>,
  options: RetryOptions<E> = {},
): Effect.Effect<Result, E, R> {
  const { delays = backOff(), retryIf = () => true, withinMs = Infinity, onRetry } = options;
  return Effect.flatMap(Clock.currentTimeMillis, (beganMs) => {
    const iterator = delays[Symbol.iterator]();
    let attempt = 0;
    // Effect's own `while` is asked when the delay is drawn already.
    const step = (nowMs: number, error: E) => {
      if (!retryIf(error)) return Cause.done(attempt);
      const { done, value: delayMs } = iterator.next();
      if (done === true || nowMs - beganMs + delayMs > withinMs) return Cause.done(attempt);
      onRetry?.(delayMs, error);
      return Effect.succeed<[number, Duration.Duration]>([attempt, Duration.millis(delayMs)]);
    };
    const schedule = Schedule.fromStep(Effect.succeed(step));
    return Effect.retry(
      Effect.suspend(() => task(++attempt)),
      schedule,
    );
  });
}

/** Makes the calls, and says how each went. */
export const runRetry = Effect.fnUntraced(function* (input: RetryInput): Effect.fn.Return<RetryOutput> {
  const { calls, seed, withinMs, observe, ...policy } = input;
  const attempts = calls.flatMap(({ failures, pauseMs }) =>
    Array.from({ length: failures + 1 }, (_, i) => ({ pauseMs, value: i, fails: i < failures })),
  );
  const performer = yield* performerOf(attempts, observe);
  const callers: RetryCaller[] = [];
  let first = -1;
  // Where a call's attempts begin must not depend on which fiber goes first.
  const firsts = calls.map(({ failures }) => {
    const before = first;
    first += failures + 1;
    return before;
  });
  const run = Effect.fnUntraced(function* (
    { permanent }: RetryInput["calls"][number],
    call: number,
  ): Effect.fn.Return<RetryOutcome> {
    const before = firsts[call] as number;
    const beganNs = observe ? yield* Clock.monotonicTimeNanos : 0n;
    const delaysMs: number[] = [];
    let attempts = 0;
    const perform = (attempt: number) => {
      attempts = attempt;
      return performer.perform(before + attempt);
    };
    const retried = retry(perform, {
      delays: backOff({ ...policy, seed: seed + call }),
      retryIf: () => !permanent,
      withinMs: withinMs ?? Infinity,
      ...(observe ? { onRetry: (delayMs: number) => void delaysMs.push(delayMs) } : {}),
    });
    const outcome = yield* Effect.match(retried, {
      onSuccess: (value): RetryOutcome => ({ ended: "done", value }),
      onFailure: (): RetryOutcome => ({ ended: "failed", value: null }),
    });
    if (!observe) return outcome;
    const tookMs = Number((yield* Clock.monotonicTimeNanos) - beganNs) / 1e6;
    callers[call] = { attempts, delaysMs, tookMs };
    return outcome;
  });
  const outcomes = yield* Effect.forEach(calls, run, { concurrency: "unbounded" });
  const observed = performer.observed();
  return { outcomes, observed: observed && { ...observed, callers } };
});

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
