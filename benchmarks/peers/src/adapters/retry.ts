// The questions asked of any retry.

import type { ExampleContext } from "@byturns/context";
import { performerOf, TaskFailed } from "@byturns/promises/internal/tasks";
import type { Retry } from "@byturns/schedules/properties/retry";
import type { RetryCaller, RetryInput, RetryOutcome, RetryOutput } from "@byturns/spec/retry";
import type { CostInput, CostOutput } from "../specs/cost.ts";
import { itself, summed } from "./itself.ts";

/** A retry in its simplest use, three times without delay: what it costs by itself. */
export type BareRetry = (task: () => Promise<number>) => Promise<number>;

/** The example. */
export async function runRetry(
  retry: Retry,
  input: RetryInput,
  context: ExampleContext,
): Promise<RetryOutput> {
  const { calls, seed, observe, ...policy } = input;
  const { signal } = context;
  const attempts = calls.flatMap(({ failures, pauseMs }) =>
    Array.from({ length: failures + 1 }, (_, i) => ({ pauseMs, value: i, fails: i < failures })),
  );
  const performer = performerOf(attempts, context, observe);
  const callers: RetryCaller[] = [];
  let first = 0;
  const run = async (
    { failures, permanent }: RetryInput["calls"][number],
    call: number,
  ): Promise<RetryOutcome> => {
    const beganMs = context.nowMs();
    const before = first - 1;
    first += failures + 1;
    const delaysMs: number[] = [];
    let attempts = 0;
    const perform = (attempt: number, signal: AbortSignal) => {
      attempts = attempt;
      return performer.perform(before + attempt, signal);
    };
    const outcome: RetryOutcome = await retry(
      perform,
      { ...policy, seed: seed + call },
      { signal, retryIf: () => !permanent, onRetry: (delayMs) => delaysMs.push(delayMs) },
    ).then(
      (value) => ({ ended: "done", value }),
      (error: unknown) => {
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

/** Its cost: many calls, `limit` of them at a time, each of which fails once and is retried at once. */
export async function retryCost(retry: BareRetry, { items, limit }: CostInput): Promise<CostOutput> {
  const returned: number[] = [];
  let next = 0;
  const call = async () => {
    while (next < items) {
      const item = next++;
      let failed = false;
      returned.push(
        await retry(() => {
          if (failed) return itself(item);
          failed = true;
          return Promise.reject(failure);
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: limit }, call));
  return summed(returned);
}

/** One error for all: capturing a stack costs more than a retry. */
const failure = new Error("The first attempt fails");
