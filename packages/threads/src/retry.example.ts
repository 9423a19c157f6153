// retry on threads, as an example: the calls of an input, each made by `retry`.
import type { ExampleContext } from "@byturns/context";
import type { RetryCaller, RetryInput, RetryOutcome, RetryOutput } from "@byturns/spec/retry";
import type { Task } from "@byturns/spec/tasks";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed, taskMemory } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";
import { backOff, retry } from "./retry.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: taskMemory };

/** Makes the calls, and returns how each ended. Rejects when the context's signal is aborted. */
export async function runRetry(
  input: RetryInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<RetryOutput> {
  const { calls, retries, baseMs, factor, maxMs, jitter, seed, withinMs, observe } = input;
  const { signal } = context;
  const performer = performerOf(threads, attemptsOf(calls), context, observe);
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
        if (TaskFailed.is(error) || signal.aborted) return { ended: "failed", value: null };
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
