// semaphore-pool on promises.
//
// Start: a task is called when it has a permit, at once when one is free. Cancel: an aborted signal removes the call
// from the line; once the task has started, only the task can act on it. Fail: as the task does; the permit is
// returned. Cost: one promise per task, and another where it has to wait; a resource takes one more.

import { Waiters } from "./internal/waiters.ts";

export interface SemaphoreOptions {
  /** Gives up waiting for a permit. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/** Permits for a number of tasks to run at once, granted in the order of the calls. */
export class Semaphore {
  readonly #waiters = new Waiters();
  #permits: number;
  /** Below 0 while more are held than there are, after a resize. */
  #free: number;
  /** How many calls were granted a permit and have not resumed yet. */
  #called = 0;

  /**
   * @param permits how many there are: an integer >= 1.
   * @throws TypeError if `permits` is not a number; RangeError if it is out of bounds.
   */
  constructor(permits: number) {
    checkPermits(permits);
    this.#permits = permits;
    this.#free = permits;
  }

  /** How many permits are free. */
  get free(): number {
    return Math.max(0, this.#free);
  }

  /**
   * Changes how many permits there are. More of them are granted at once; if there are fewer, the change takes effect
   * as tasks end: none is cut.
   *
   * @param permits how many there are from now on: an integer >= 1.
   * @throws TypeError if `permits` is not a number; RangeError if it is out of bounds.
   */
  resize(permits: number): void {
    checkPermits(permits);
    this.#free += permits - this.#permits;
    this.#permits = permits;
    this.#callNext();
  }

  /**
   * Runs `task` with a permit, which is returned when this settles.
   *
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { setImmediate as nextTurn } from "node:timers/promises";
   * import { Semaphore } from "@byturns/promises/semaphore-pool";
   *
   * const semaphore = new Semaphore(2);
   * let [running, most] = [0, 0];
   * const task = async () => {
   *   most = Math.max(most, ++running);
   *   await nextTurn();
   *   running -= 1;
   * };
   * await Promise.all([1, 2, 3, 4].map(() => semaphore.run(task)));
   * assert.equal(most, 2);
   * ```
   */
  async run<Result>(
    task: () => Result | PromiseLike<Result>,
    options: SemaphoreOptions = {},
  ): Promise<Result> {
    const { signal } = options;
    signal?.throwIfAborted();
    // A waiter that was granted a permit resumes some microtasks later; a call that comes meanwhile is behind it.
    if (this.#free <= 0 || this.#called > 0) {
      await this.#waiters.wait(signal);
      this.#called -= 1;
      this.#callNext();
    } else this.#free -= 1;
    try {
      signal?.throwIfAborted();
      return await task();
    } finally {
      this.#free += 1;
      this.#callNext();
    }
  }

  #callNext(): void {
    if (this.#free <= 0 || !this.#waiters.next()) return;
    this.#free -= 1;
    this.#called += 1;
  }
}

function checkPermits(permits: number): void {
  if (typeof permits !== "number") {
    throw new TypeError(`Cannot give out ${String(permits)} permits: permits must be a number`);
  }
  if (!Number.isSafeInteger(permits) || permits < 1) {
    throw new RangeError(`Cannot give out ${permits} permits: permits must be an integer >= 1`);
  }
}

/** Resources that are lent to one task each. */
export class ResourcePool<Resource> {
  readonly #semaphore: Semaphore;
  readonly #idle: Resource[];

  /** @throws RangeError if there are no resources. */
  constructor(resources: Iterable<Resource>) {
    this.#idle = Array.from(resources);
    this.#semaphore = new Semaphore(this.#idle.length);
  }

  /** How many resources are not in use. */
  get free(): number {
    return this.#semaphore.free;
  }

  /**
   * Runs `task` with a resource, which is returned when this settles. The resource that was used last is lent first.
   *
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { ResourcePool } from "@byturns/promises/semaphore-pool";
   *
   * const connections = new ResourcePool([{ query: (text: string) => `answer to ${text}` }]);
   * assert.equal(await connections.use((connection) => connection.query("1 + 1")), "answer to 1 + 1");
   * assert.equal(connections.free, 1);
   * ```
   */
  use<Result>(
    task: (resource: Resource) => Result | PromiseLike<Result>,
    options: SemaphoreOptions = {},
  ): Promise<Result> {
    return this.#semaphore.run(async () => {
      const resource = this.#idle.pop() as Resource;
      try {
        return await task(resource);
      } finally {
        this.#idle.push(resource);
      }
    }, options);
  }
}
