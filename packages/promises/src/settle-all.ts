// settle-all on promises.
//
// Start: all tasks are called at once. Cancel: only the caller's signal cancels tasks; every task gets it, and all are
// awaited. Fail: a task's failure is an outcome like any other. Cost: one promise per task.

export interface SettleAllOptions {
  /** Cancels all tasks. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Runs all `tasks` at once and returns the outcome of each.
 *
 * It settles only when every task has settled.
 *
 * @returns the outcomes, in the order of the tasks.
 * @throws the signal's reason when it is aborted before all have settled.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { settleAll } from "@byturns/promises/settle-all";
 *
 * const outcomes = await settleAll([() => 1, () => Promise.reject(new Error("no"))]);
 * assert.deepEqual(outcomes.map(({ status }) => status), ["fulfilled", "rejected"]);
 * ```
 */
export async function settleAll<Result>(
  tasks: Iterable<(signal: AbortSignal) => Result | PromiseLike<Result>>,
  options: SettleAllOptions = {},
): Promise<PromiseSettledResult<Result>[]> {
  const { signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  const run = async (
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
  ): Promise<PromiseSettledResult<Result>> => {
    try {
      return { status: "fulfilled", value: await task(signal) };
    } catch (reason) {
      return { status: "rejected", reason };
    }
  };
  // Read before any task is called: if the iterator throws, nothing runs yet.
  const all = Array.from(tasks);
  const outcomes = await Promise.all(all.map(run));
  signal.throwIfAborted();
  return outcomes;
}
