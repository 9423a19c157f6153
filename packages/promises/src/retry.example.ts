// retry on promises, as an example: the calls of an input, each made by `retry`.
import type { ExampleContext } from "@byturns/context";
import type { RetryCaller, RetryInput, RetryOutcome, RetryOutput } from "@byturns/spec/retry";
import type { Task } from "@byturns/spec/tasks";
import { performerOf, TaskFailed } from "./internal/tasks.ts";
import { backOff, retry } from "./retry.ts";

/** Makes the calls, and returns how each ended. Rejects when the context's signal is aborted. */
export async function runRetry(input: RetryInput, context: ExampleContext): Promise<RetryOutput> {
  const { calls, retries, baseMs, factor, maxMs, jitter, seed, withinMs, observe } = input;
  const { signal } = context;
  const performer = performerOf(attemptsOf(calls), context, observe);
  const callers: RetryCaller[] = [];
  let first = 0;
  const run = async (
    { failures, permanent }: RetryInput["calls"][number],
    call: number,
  ): Promise<RetryOutcome> => {
    const beganMs = observe ? context.nowMs() : 0;
    const before = first - 1;
    first += failures + 1;
    const delaysMs: number[] = [];
    let attempts = 0;
    const perform = (attempt: number, signal: AbortSignal) => {
      attempts = attempt;
      return performer.perform(before + attempt, signal);
    };
    const outcome: RetryOutcome = await retry(perform, {
      delays: backOff({ retries, baseMs, factor, maxMs, jitter, seed: seed + call }),
      retryIf: () => !permanent,
      withinMs: withinMs ?? Infinity,
      onRetry: (delayMs) => {
        if (observe) delaysMs.push(delayMs);
      },
      signal,
    }).then(
      (value) => ({ ended: "done", value }),
      (error: unknown) => {
        // When the context's signal is aborted, every call ends before the rejection.
        if (error instanceof TaskFailed || signal.aborted) return { ended: "failed", value: null };
        throw error;
      },
    );
    if (observe) callers[call] = { attempts, delaysMs, tookMs: context.nowMs() - beganMs };
    return outcome;
  };
  const outcomes = await Promise.all(calls.map(run));
  signal.throwIfAborted();
  const observed = performer.observed();
  return { outcomes, observed: observed && { ...observed, callers } };
}

/** The tasks that stand for all attempts that could be made, call after call. */
function attemptsOf(calls: RetryInput["calls"]): Task[] {
  const attempts: Task[] = [];
  for (const { failures, pauseMs } of calls) {
    for (let value = 0; value <= failures; value++) {
      attempts.push({ pauseMs, value, fails: value < failures });
    }
  }
  return attempts;
}
