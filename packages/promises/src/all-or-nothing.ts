// all-or-nothing on promises.
//
// Start: all tasks are called at once, with one signal. Cancel: the signal is aborted at the first failure, or with the
// caller's signal, and all tasks are awaited. Fail: with the first failure. Cost: one promise per task, and a signal.

export interface AllOrNothingOptions {
  /** Cancels all tasks. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Runs all `tasks` at once and returns all results. The first failure cancels the others.
 *
 * It settles only when every task has settled. Failures after the first are dropped.
 *
 * @returns the results, in the order of the tasks.
 * @throws the first failure; the signal's reason when it is aborted before.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { allOrNothing } from "@byturns/promises/all-or-nothing";
 *
 * assert.deepEqual(await allOrNothing([async () => "user", () => "cart"]), ["user", "cart"]);
 * ```
 */
export async function allOrNothing<Result>(
  tasks: Iterable<(signal: AbortSignal) => Result | PromiseLike<Result>>,
  options: AllOrNothingOptions = {},
): Promise<Result[]> {
  const { signal } = options;
  signal?.throwIfAborted();
  const inner = new AbortController();
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
    inner.abort(error);
  };
  const giveUp = () => fail(signal?.reason);
  const run = async (task: (signal: AbortSignal) => Result | PromiseLike<Result>) => {
    try {
      return await task(inner.signal);
    } catch (error) {
      fail(error);
      return undefined as Result;
    }
  };
  // Read before any task is called: if the iterator throws, nothing runs yet.
  const all = Array.from(tasks);
  signal?.addEventListener("abort", giveUp, { once: true });
  const results = await Promise.all(all.map(run));
  signal?.removeEventListener("abort", giveUp);
  if (failure !== undefined) throw failure.error;
  return results;
}
