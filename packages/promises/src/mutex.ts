// mutex on promises.
//
// Start: a task is called when it holds the mutex, at once when nobody else does. Cancel: the signal takes it out of the
// line; once it holds the mutex, the task is its own master. Fail: as the task does, and the mutex is free again. Cost: a
// promise a task, and another where it has to wait.
import { Waiters } from "./internal/waiters.ts";

export interface MutexOptions {
  /** Gives up waiting for the mutex. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/** Lets one task go on at a time, in the order of asking. It is not re-entrant: who holds it and asks again waits for ever. */
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
    // Who leaves hands the mutex to the next in the line, so that nobody can come between.
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
