// all-or-nothing on promises.
//
// Start: all tasks are called at once, with one signal. Cancel: the signal is aborted at the first failure, or when the
// caller gives up, and all are awaited. Fail: with the first failure. Cost: a promise a task, and a signal.

export interface AllOrNothingOptions {
  /** Gives up all tasks. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Runs all `tasks` at once, and returns all results; the first failure cancels the others.
 *
 * It settles when all tasks have. What the others fail with after the first failure is dropped.
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
  // Taken before any is called: should the iterator throw, nothing runs yet.
  const all = Array.from(tasks);
  signal?.addEventListener("abort", giveUp, { once: true });
  const results = await Promise.all(all.map(run));
  signal?.removeEventListener("abort", giveUp);
  if (failure !== undefined) throw failure.error;
  return results;
}
