// retry as an example: calls that fail a few times, tried again at the same time.
import type { RetryCaller, RetryInput, RetryOutcome, RetryOutput } from "@byturns/spec/retry";
import type { Task } from "@byturns/spec/tasks";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { performerOf } from "./internal/tasks.ts";
import { backOff, retry } from "./retry.ts";

/** Makes the calls, and returns how each ended. */
export const runRetry = Effect.fnUntraced(function* (input: RetryInput): Effect.fn.Return<RetryOutput> {
  const { calls, retries, baseMs, factor, maxMs, jitter, seed, withinMs, observe } = input;
  const attempts: Task[] = [];
  // Where a call's attempts begin must not depend on which fiber goes first.
  const firsts = calls.map(({ failures, pauseMs }) => {
    const before = attempts.length - 1;
    for (let value = 0; value <= failures; value++) {
      attempts.push({ pauseMs, value, fails: value < failures });
    }
    return before;
  });
  const performer = yield* performerOf(attempts, observe);
  const callers: RetryCaller[] = [];
  const run = ({ permanent }: RetryInput["calls"][number], call: number): Effect.Effect<RetryOutcome> => {
    const before = firsts[call] as number;
    const delaysMs: number[] = [];
    let attempts = 0;
    const perform = (attempt: number) => {
      attempts = attempt;
      return performer.perform(before + attempt);
    };
    const retried = retry(perform, {
      delays: backOff({ retries, baseMs, factor, maxMs, jitter, seed: seed + call }),
      retryIf: () => !permanent,
      withinMs: withinMs ?? Infinity,
      onRetry: (delayMs) => {
        if (observe) delaysMs.push(delayMs);
      },
    });
    const ended = Effect.match(retried, {
      onSuccess: (value): RetryOutcome => ({ ended: "done", value }),
      onFailure: (): RetryOutcome => ({ ended: "failed", value: null }),
    });
    if (!observe) return ended;
    return Effect.gen(function* () {
      const beganNs = yield* Clock.monotonicTimeNanos;
      const outcome = yield* ended;
      const tookMs = Number((yield* Clock.monotonicTimeNanos) - beganNs) / 1e6;
      callers[call] = { attempts, delaysMs, tookMs };
      return outcome;
    });
  };
  const outcomes = yield* Effect.forEach(calls, run, { concurrency: "unbounded" });
  const observed = performer.observed();
  return { outcomes, observed: observed && { ...observed, callers } };
});
