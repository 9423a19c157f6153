// all-or-nothing on threads.
//
// Start: all tasks are handed to a pool at once, with one signal. Cancel: the signal is aborted at the first failure, or when
// the caller gives up; the pool tells its threads, and ends one that does not answer within its grace. Fail: with the first
// failure, rebuilt. Cost: a message each way a task that was begun.

import type { ExampleContext } from "@byturns/context";
import type { AllOrNothingInput, AllOrNothingOutput } from "@byturns/spec/all-or-nothing";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000 };

export interface AllOrNothingOptions {
  /** Gives up all tasks. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Hands all `tasks` to a pool at once, and returns all results; the first failure cancels the others.
 *
 * It settles when all tasks have. What the others fail with after the first failure is dropped.
 *
 * @returns the results, in the order of the tasks.
 * @throws the first failure; the signal's reason when it is aborted before.
 * @example
 * ```ts
 * const hashes = await allOrNothing(files.map((file) => (signal) => pool.run("hash", file, { signal })));
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

/** Gathers the tasks' results, and says what became of each. Rejects when the context's signal is aborted. */
export async function runAllOrNothing(
  input: AllOrNothingInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<AllOrNothingOutput> {
  const performer = performerOf(input.tasks, threads, input.observe);
  const tasks = input.tasks.map((_, index) => (signal: AbortSignal) => performer.perform(index, signal));
  try {
    const results = await allOrNothing(tasks, { signal: context.signal });
    return { results, failedTask: null, observed: performer.observed() };
  } catch (error) {
    if (!TaskFailed.is(error)) throw error;
    return { results: null, failedTask: error.index, observed: performer.observed() };
  }
}
