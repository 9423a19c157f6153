// bounded-map on threads.
//
// Start: as many loops as may run at once, each of which hands the pool its next item when its last one is done.
// Cancel: the signal that every task is given is aborted, the pool tells its threads, and ends one that does not answer.
// Fail: the first failure is kept, rebuilt, and thrown when nothing runs any more. Cost: a message each way a task.

import type { ExampleContext } from "@byturns/context";
import type { BoundedMapInput, BoundedMapOutput } from "@byturns/spec/bounded-map";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000 };

export interface BoundedMapOptions {
  /** Gives up: starts nothing more, cancels what runs. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
  /** Whether the first failure cancels the tasks that run, or lets them end. Default: `cancel`. */
  readonly onFailure?: "cancel" | "await";
}

/**
 * Maps over `items` with at most `limit` tasks handed to a pool at once. Items are taken only when one can be handed over,
 * so they may come from a generator, which is closed when the map ends early. A limit above the number of threads keeps
 * the threads from waiting for this one between two tasks; far above, it only fills the pool's queue.
 *
 * It settles when no task runs any more, well or not.
 *
 * @param limit how many may be handed over at once: an integer >= 1, or Infinity.
 * @param task runs an item on a thread, with the signal it is given.
 * @returns the results, in the order of the items.
 * @throws RangeError when `limit` is out of its bounds; the signal's reason when it is aborted; else the first failure of a
 * task, or of the iterator.
 * @example
 * ```ts
 * await boundedMap(images, 8, (image, _index, signal) => pool.run("shrink", image, { signal }));
 * ```
 */
export async function boundedMap<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  task: (item: Item, index: number, signal: AbortSignal) => Result | PromiseLike<Result>,
  options: BoundedMapOptions = {},
): Promise<Result[]> {
  const { signal, onFailure = "cancel" } = options;
  if (!(limit === Infinity || Number.isInteger(limit)) || limit < 1) {
    throw new RangeError(`Cannot run ${limit} tasks at once: limit must be an integer >= 1, or Infinity`);
  }
  signal?.throwIfAborted();
  const inner = new AbortController();
  const given = inner.signal;
  // Arrays are read by index: an iterator makes an object for each item.
  const list = items as readonly Item[];
  const iterator = Array.isArray(items) ? undefined : items[Symbol.iterator]();
  const results: Result[] = [];
  let begun = 0;
  let exhausted = false;
  let failure: { readonly error: unknown } | undefined;

  const giveUp = () => {
    failure ??= { error: signal?.reason };
    inner.abort(signal?.reason);
  };
  const loop = async () => {
    try {
      while (!exhausted && failure === undefined) {
        const next = iterator?.next() as IteratorResult<Item, unknown>;
        if (iterator === undefined ? begun >= list.length : next.done === true) {
          exhausted = true;
          return;
        }
        const index = begun++;
        const item = iterator === undefined ? (list[index] as Item) : (next.value as Item);
        // Takes the place at once, so that the array stays without holes in whatever order the tasks end.
        results[index] = undefined as Result;
        results[index] = await task(item, index, given);
      }
    } catch (error) {
      failure ??= { error };
      if (onFailure === "cancel") inner.abort(failure.error);
    }
  };

  signal?.addEventListener("abort", giveUp, { once: true });
  const loops: Promise<void>[] = [];
  while (loops.length < limit && !exhausted && failure === undefined) loops.push(loop());
  await Promise.all(loops);
  signal?.removeEventListener("abort", giveUp);
  try {
    if (!exhausted) iterator?.return?.();
  } catch (error) {
    failure ??= { error };
  }
  if (failure !== undefined) throw failure.error;
  return results;
}

/** Maps over the tasks, and says what became of each. Rejects when the context's signal is aborted. */
export async function runBoundedMap(
  input: BoundedMapInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<BoundedMapOutput> {
  const { tasks, limit, onFailure } = input;
  const performer = performerOf(tasks, threads, input.observe);
  const perform = (_task: unknown, index: number, signal: AbortSignal) => performer.perform(index, signal);
  try {
    const results = await boundedMap(tasks, limit, perform, { signal: context.signal, onFailure });
    return { results, failedTask: null, observed: performer.observed() };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!TaskFailed.is(error)) throw error;
    return { results: null, failedTask: error.index, observed: performer.observed() };
  }
}
