// first-success on promises.
//
// Start: all tasks are called at once, with one signal. Cancel: the signal is aborted at the first success, or with the
// caller's signal, and all tasks are awaited. Fail: with AllFailed when all tasks have failed. Cost: one promise per
// task, and a signal.

/** Every task failed. `errors` holds the failure of each, in the order of the tasks. */
export class AllFailed extends AggregateError {
  override readonly name = "AllFailed";
  readonly _tag = "AllFailed";
  constructor(errors: readonly unknown[]) {
    super(errors, `All ${errors.length} tasks failed`);
  }
}

export interface FirstSuccessOptions {
  /** Cancels all tasks. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Runs all `tasks` at once and returns the result of the first that succeeds. The others are canceled.
 *
 * It settles only when every task has settled. The failure of a loser that cleans up is dropped, and so is the result
 * of one that still succeeds: a task whose result must be released checks its signal before it returns.
 *
 * @throws AllFailed when all fail, or there are none; the signal's reason when it is aborted before one has succeeded.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { setTimeout as sleep } from "node:timers/promises";
 * import { firstSuccess } from "@byturns/promises/first-success";
 *
 * const mirrors = [60_000, 0].map((ms) => (signal: AbortSignal) => sleep(ms, ms, { signal }));
 * assert.equal(await firstSuccess(mirrors), 0);
 * ```
 */
export async function firstSuccess<Result>(
  tasks: Iterable<(signal: AbortSignal) => Result | PromiseLike<Result>>,
  options: FirstSuccessOptions = {},
): Promise<Result> {
  const { signal } = options;
  signal?.throwIfAborted();
  const inner = new AbortController();
  const errors: unknown[] = [];
  let winner: { readonly result: Result } | undefined;
  const giveUp = () => inner.abort(signal?.reason);
  const run = async (task: (signal: AbortSignal) => Result | PromiseLike<Result>, index: number) => {
    try {
      const result = await task(inner.signal);
      if (inner.signal.aborted) return;
      winner = { result };
      inner.abort(new DOMException("Another task was first", "AbortError"));
    } catch (error) {
      errors[index] = error;
    }
  };
  // Read before any task is called: if the iterator throws, nothing runs yet.
  const all = Array.from(tasks);
  signal?.addEventListener("abort", giveUp, { once: true });
  await Promise.all(all.map(run));
  signal?.removeEventListener("abort", giveUp);
  if (winner !== undefined) return winner.result;
  inner.signal.throwIfAborted();
  throw new AllFailed(errors);
}
