// bounded-map on promises.
//
// Start: as many loops as may run at once, each of which takes the next item when its last one is done. Cancel: the
// signal that every task is given is aborted, and the tasks are awaited. Fail: the first failure is kept and thrown
// when nothing runs. Cost: one promise per loop, and one microtask per task.

export interface BoundedMapOptions {
  /** Cancels the map: no more tasks start, and those that run are canceled. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
  /** Whether the first failure cancels the tasks that run, or lets them end. Default: `cancel`. */
  readonly onFailure?: "cancel" | "await";
  /** How many items of an async iterable are asked for before a task can start: an integer >= 0. Default: 0. */
  readonly readAhead?: number;
}

/**
 * Maps over `items` with at most `limit` tasks running at once. Items are taken only when one can be started, so they may
 * come from a generator, also an async one, which is closed when the map ends early. An async iterable is asked for one item
 * at a time.
 *
 * It settles only when no task runs: a task that ignores its signal is awaited to its end.
 *
 * @param limit how many may run at once: an integer >= 1, or Infinity.
 * @returns the results, in the order of the items.
 * @throws TypeError if `limit` or an option is of the wrong kind, RangeError if it is out of bounds; the signal's
 * reason when it is aborted; else the first failure of a task, or of the iterator.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { boundedMap } from "@byturns/promises/bounded-map";
 *
 * assert.deepEqual(await boundedMap([1, 2, 3], 2, async (number) => number * number), [1, 4, 9]);
 * ```
 */
export async function boundedMap<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  task: (item: Item, index: number, signal: AbortSignal) => Result | PromiseLike<Result>,
  options: BoundedMapOptions = {},
): Promise<Result[]> {
  const { signal, onFailure = "cancel", readAhead = 0 } = options;
  if (typeof limit !== "number")
    throw new TypeError(`Cannot run ${String(limit)} tasks at once: limit must be a number`);
  if (!(limit === Infinity || Number.isInteger(limit)) || limit < 1) {
    throw new RangeError(`Cannot run ${limit} tasks at once: limit must be an integer >= 1, or Infinity`);
  }
  if (onFailure !== "cancel" && onFailure !== "await") {
    throw new TypeError(`Cannot ${String(onFailure)} on failure: onFailure must be "cancel" or "await"`);
  }
  if (typeof readAhead !== "number") {
    throw new TypeError(`Cannot read ${String(readAhead)} items ahead: readAhead must be a number`);
  }
  if (!Number.isSafeInteger(readAhead) || readAhead < 0) {
    throw new RangeError(`Cannot read ${readAhead} items ahead: readAhead must be an integer >= 0`);
  }
  signal?.throwIfAborted();
  const inner = new AbortController();
  const given = inner.signal;
  // Arrays are read by index: an iterator creates an object for each item, which costs as much as a task.
  const list = items as readonly Item[];
  const reader = Symbol.asyncIterator in items ? new Reader(items, readAhead) : undefined;
  const iterator =
    reader !== undefined || Array.isArray(items) ? undefined : (items as Iterable<Item>)[Symbol.iterator]();
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
        const next = nextOf(iterator);
        if (iterator === undefined ? begun >= list.length : next.done === true) {
          exhausted = true;
          return;
        }
        const index = begun++;
        const item = iterator === undefined ? (list[index] as Item) : (next.value as Item);
        // Reserves its position, so that the array has no holes in whatever order the tasks end.
        results[index] = undefined as Result;
        results[index] = await task(item, index, given);
      }
    } catch (error) {
      failure ??= { error };
      if (onFailure === "cancel") inner.abort(failure.error);
    }
  };

  /** Takes the next item, and throws what the iterator throws: one that has thrown has ended, and must not be closed. */
  const nextOf = (from: Iterator<Item> | undefined): IteratorResult<Item, unknown> => {
    try {
      return from?.next() as IteratorResult<Item, unknown>;
    } catch (error) {
      exhausted = true;
      throw error;
    }
  };

  signal?.addEventListener("abort", giveUp, { once: true });
  if (reader !== undefined) {
    await mapFrom(reader);
  } else {
    const loops: Promise<void>[] = [];
    while (loops.length < limit && !exhausted && failure === undefined) loops.push(loop());
    await Promise.all(loops);
  }
  signal?.removeEventListener("abort", giveUp);
  try {
    if (!exhausted) iterator?.return?.();
    await reader?.close();
  } catch (error) {
    failure ??= { error };
  }
  if (failure !== undefined) throw failure.error;
  return results;

  /** Starts a task for each item that comes, as far as the limit goes; settles when all that were started have ended. */
  async function mapFrom(from: Reader<Item>): Promise<void> {
    let running = 0;
    let wake = () => {};
    const ended = new Promise<void>((resolve) =>
      inner.signal.addEventListener("abort", () => resolve(), { once: true }),
    );
    const run = async (item: Item, index: number) => {
      try {
        results[index] = await task(item, index, given);
      } catch (error) {
        failure ??= { error };
        if (onFailure === "cancel") inner.abort(failure.error);
      } finally {
        running -= 1;
        wake();
      }
    };
    try {
      while (failure === undefined) {
        // An item that never comes must not hold up a canceled map.
        const next = await Promise.race([from.take(), ended]);
        if (next === undefined || next.done === true || failure !== undefined) break;
        const index = begun++;
        results[index] = undefined as Result;
        running += 1;
        void run(next.value, index);
        while (running >= limit) await untilWoken();
      }
    } catch (error) {
      failure ??= { error };
      if (onFailure === "cancel") inner.abort(failure.error);
    }
    while (running > 0) await untilWoken();

    function untilWoken(): Promise<void> {
      return new Promise((resolve) => {
        wake = resolve;
      });
    }
  }
}

/** Asks an async iterator for one item at a time, and for some before they are taken. */
class Reader<Item> {
  readonly #iterator: AsyncIterator<Item>;
  readonly #readAhead: number;
  readonly #asked: Promise<IteratorResult<Item, unknown>>[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;
  #ended = false;

  constructor(items: AsyncIterable<Item>, readAhead: number) {
    this.#iterator = items[Symbol.asyncIterator]();
    this.#readAhead = readAhead;
  }

  take(): Promise<IteratorResult<Item, unknown>> {
    const next = this.#asked.shift() ?? this.#ask();
    while (this.#asked.length < this.#readAhead && !this.#ended) this.#asked.push(this.#ask());
    return next;
  }

  /**
   * Closes an iterator that has not ended by itself. Does not wait for an item that was requested: it may never come.
   */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const closed = this.#iterator.return?.();
    if (this.#pending === 0) await closed;
    else closed?.then(undefined, () => {});
  }

  #ask(): Promise<IteratorResult<Item, unknown>> {
    const asked = this.#last.then(async (): Promise<IteratorResult<Item, unknown>> => {
      if (this.#ended) return { done: true, value: undefined };
      this.#pending += 1;
      try {
        const next = await this.#iterator.next();
        if (next.done === true) this.#ended = true;
        return next;
      } catch (error) {
        this.#ended = true;
        throw error;
      } finally {
        this.#pending -= 1;
      }
    });
    // The failure goes to the caller that takes it; the next item is requested after it in any case.
    this.#last = asked.catch(() => {});
    return asked;
  }
}
