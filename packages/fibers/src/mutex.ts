// mutex on fibers.
//
// Start: a fiber continues when it holds the mutex; at once if the mutex is free. Cancel: interruption removes the fiber from the
// line, or interrupts the task, and the mutex is free before the interruption ends. Fail: as the task does, typed. Cost: no
// fiber; a suspension if it has to wait.
import type * as Effect from "effect/Effect";
import * as Semaphore from "effect/Semaphore";

/** Runs one task at a time, in the order of the calls. It is not re-entrant: a task that waits for its own mutex never ends. */
export class Mutex {
  readonly #permit = Semaphore.makeUnsafe(1);

  /**
   * Runs `task` while no other task of this mutex runs.
   *
   * @returns what the task returns; fails as it does.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { Mutex } from "@byturns/fibers/mutex";
   * import * as Effect from "effect/Effect";
   *
   * const mutex = new Mutex();
   * let count = 0;
   * const read = Effect.delay(Effect.sync(() => count), 1);
   * const add = mutex.run(Effect.map(read, (value) => void (count = value + 1)));
   * await Effect.runPromise(Effect.all([add, add], { concurrency: "unbounded" }));
   * assert.equal(count, 2);
   * ```
   */
  run<Result, E, R>(task: Effect.Effect<Result, E, R>): Effect.Effect<Result, E, R> {
    return this.#permit.withPermit(task);
  }
}
