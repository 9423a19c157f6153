// mutex on promises.
//
// Start: a task is called when it holds the mutex, at once if no other task does. Cancel: an aborted signal removes the
// call from the line; once the task has started, only the task can act on it. Fail: as the task does; the mutex is free
// again. Cost: one promise per task, and another where it has to wait.
import { Waiters } from "./internal/waiters.ts";

export interface MutexOptions {
  /** Gives up waiting for the mutex. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Runs one task at a time, in the order of the calls. It is not re-entrant: a task that waits for its own mutex never
 * ends.
 */
export class Mutex {
  readonly #waiters = new Waiters();
  #locked = false;

  /** Whether a task holds it. */
  get locked(): boolean {
    return this.#locked;
  }

  /**
   * Runs `task` while no other task of this mutex runs.
   *
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { setImmediate as nextTurn } from "node:timers/promises";
   * import { Mutex } from "@byturns/promises/mutex";
   *
   * const mutex = new Mutex();
   * let count = 0;
   * const update = async () => {
   *   const read = count;
   *   await nextTurn();
   *   count = read + 1;
   * };
   * await Promise.all([mutex.run(update), mutex.run(update)]);
   * assert.equal(count, 2);
   * ```
   */
  async run<Result>(task: () => Result | PromiseLike<Result>, options: MutexOptions = {}): Promise<Result> {
    const { signal } = options;
    signal?.throwIfAborted();
    // A task that ends passes the mutex to the next in the line, so that no other call can come between.
    if (this.#locked) await this.#waiters.wait(signal);
    else this.#locked = true;
    try {
      signal?.throwIfAborted();
      return await task();
    } finally {
      if (!this.#waiters.next()) this.#locked = false;
    }
  }
}
