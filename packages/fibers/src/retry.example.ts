// retry as an example: calls that fail a few times, tried again at the same time.
import type { RetryCaller, RetryInput, RetryOutcome, RetryOutput } from "@byturns/spec/retry";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { performerOf } from "./internal/tasks.ts";
import { backOff, retry } from "./retry.ts";

/** Makes the calls, and returns how each ended. */
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
