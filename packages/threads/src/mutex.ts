// mutex on threads.
//
// Start: a task is called, on the thread that asks, when that thread holds the mutex, which is a cell of shared memory.
// Cancel: the signal ends the waiting, which leaves the thread free to notice it; a thread that is ended while it holds
// the mutex keeps it forever. Fail: as the task does; the mutex is free again. Cost: two atomic operations; no message.

export interface MutexOptions {
  /** Gives up waiting for the mutex. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/** What the cell holds. `awaited`: the task that leaves has to wake a waiter. */
const state = { free: 0, held: 1, awaited: 2 };

/**
 * Runs one task at a time, on whatever thread. A call that comes while it is free runs before those that wait. It is
 * not re-entrant: a task that waits for its own mutex never ends.
 *
 * Pass `mutex.cell` to another thread, and make a mutex from it there.
 */
export class Mutex {
  /** Shared memory: the whole state of a mutex. */
  readonly cell: Int32Array<SharedArrayBuffer>;

  constructor(cell = new Int32Array(new SharedArrayBuffer(4))) {
    this.cell = cell;
  }

  /** Whether a task holds it. */
  get locked(): boolean {
    return Atomics.load(this.cell, 0) !== state.free;
  }

  /**
   * Runs `task` while no other task of this mutex runs on any thread.
   *
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * const mutex = new Mutex(cell);
   * await mutex.run(() => {
   *   counts[0] = (counts[0] ?? 0) + 1;
   * });
   * ```
   */
  async run<Result>(task: () => Result | PromiseLike<Result>, options: MutexOptions = {}): Promise<Result> {
    const { signal } = options;
    signal?.throwIfAborted();
    if (Atomics.compareExchange(this.cell, 0, state.free, state.held) !== state.free)
      await this.#wait(signal);
    try {
      signal?.throwIfAborted();
      return await task();
    } finally {
      if (Atomics.exchange(this.cell, 0, state.free) === state.awaited) Atomics.notify(this.cell, 0, 1);
    }
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    // A call that has waited cannot tell whether others still do, so it marks the cell as awaited.
    while (Atomics.exchange(this.cell, 0, state.awaited) !== state.free) {
      await waitWhile(this.cell, 0, state.awaited, signal);
    }
  }
}

/**
 * Waits until `cells[index]` is notified; returns at once when it does not hold `value`, or no longer. The thread is not blocked,
 * and its event loop does not end meanwhile, as it would with `Atomics.waitAsync` alone.
 *
 * @throws the signal's reason when it is aborted before. A waiter that gives up stays in the line of the cell, which it
 * cannot leave: if notified in vain, it notifies the next.
 */
async function waitWhile(
  cells: Int32Array<SharedArrayBuffer>,
  index: number,
  value: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const waited = Atomics.waitAsync(cells, index, value);
  if (!waited.async) return;
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => {
    reject(signal?.reason);
    waited.value.then(() => Atomics.notify(cells, index, 1));
  };
  const held = setInterval(() => {}, 2 ** 30);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await (signal === undefined ? waited.value : Promise.race([waited.value, promise]));
  } finally {
    clearInterval(held);
    signal?.removeEventListener("abort", onAbort);
  }
}
