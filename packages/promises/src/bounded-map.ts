// bounded-map on promises.
//
// Start: as many loops as may run at once, each of which takes the next item when its last one is done.
// Cancel: the signal that every task is given is aborted, and the tasks are awaited. Fail: the first failure is kept and
// thrown when nothing runs any more. Cost: a promise a loop, and one turn of the microtask queue a task.

export interface BoundedMapOptions {
  /** Gives up: starts nothing more, cancels what runs. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
  /** Whether the first failure cancels the tasks that run, or lets them end. Default: `cancel`. */
  readonly onFailure?: "cancel" | "await";
}

/**
 * Maps over `items` with at most `limit` tasks running at once. Items are taken only when one can be started, so they may
 * come from a generator, which is closed when the map ends early.
 *
 * It settles when no task runs any more, well or not: a task that does not listen to its signal is awaited to its end.
 *
 * @param limit how many may run at once: an integer >= 1, or Infinity.
 * @returns the results, in the order of the items.
 * @throws RangeError when `limit` is out of its bounds; the signal's reason when it is aborted; else the first failure of a
 * task, or of the iterator.
 * @example
 * ```ts
 * await boundedMap(urls, 4, (url, _index, signal) => fetch(url, { signal }));
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
  // Arrays are read by index: an iterator makes an object for each item, and takes as long as a task.
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
