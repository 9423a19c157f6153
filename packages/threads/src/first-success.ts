// first-success on threads.
//
// Start: all tasks are handed to a pool at once, with one signal. Cancel: the signal is aborted when one has succeeded, or
// the caller gives up; the pool tells its threads, and ends one that does not answer within its grace. Fail: when all have
// failed, with AllFailed, which has the rebuilt failures. Cost: a message each way a task that was begun.

import type { ExampleContext } from "@byturns/context";
import type { FirstSuccessInput, FirstSuccessOutput } from "@byturns/spec/first-success";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000 };

/** Every task failed; `errors` has what each failed with, in the order of the tasks. */
export class AllFailed extends AggregateError {
  override readonly name = "AllFailed";
  readonly _tag = "AllFailed";
  constructor(errors: readonly unknown[]) {
    super(errors, `All ${errors.length} tasks failed`);
  }
}

export interface FirstSuccessOptions {
  /** Gives up all tasks. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Hands all `tasks` to a pool at once, and returns the result of the first that succeeds. The others are cancelled.
 *
 * It settles when all tasks have. What a loser fails with while it cleans up is dropped, and so is the result of one that
 * succeeds all the same: a task whose result must be given back looks at its signal before it returns it.
 *
 * @throws AllFailed when all fail, or there are none; the signal's reason when it is aborted before one has succeeded.
 * @example
 * ```ts
 * await firstSuccess(mirrors.map((url) => (signal) => pool.run("ask", url, { signal })));
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
  // Taken before any is called: should the iterator throw, nothing runs yet.
  const all = Array.from(tasks);
  signal?.addEventListener("abort", giveUp, { once: true });
  await Promise.all(all.map(run));
  signal?.removeEventListener("abort", giveUp);
  if (winner !== undefined) return winner.result;
  inner.signal.throwIfAborted();
  throw new AllFailed(errors);
}

/** Races the tasks, and says who won. Rejects when the context's signal is aborted. */
export async function runFirstSuccess(
  input: FirstSuccessInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<FirstSuccessOutput> {
  const performer = performerOf(input.tasks, threads, input.observe);
  const tasks = input.tasks.map((_, task) => async (signal: AbortSignal) => {
    return { task, value: await performer.perform(task, signal) };
  });
  try {
    const winner = await firstSuccess(tasks, { signal: context.signal });
    return { winner, failures: [], observed: performer.observed() };
  } catch (error) {
    if (!(error instanceof AllFailed)) throw error;
    const failures = error.errors.filter(TaskFailed.is).map(({ index }) => index);
    return { winner: null, failures, observed: performer.observed() };
  }
}
