// semaphore-pool on threads.
//
// Start: a task is called, on the thread that asks, when that thread has a permit; the permits lie in shared memory,
// and every thread takes part without asking another. Cancel: an aborted signal removes the call from the line; once
// the task has started, only the task can act on it. Fail: as the task does; the permit is returned, also after the end
// of its thread. Cost: a few atomic operations; where it has to wait, a promise, and a wake-up of the thread that
// waits.

import { type PermitsMemory, SharedPermits } from "./internal/shared-permits.ts";

export interface SemaphoreOptions {
  /** Gives up waiting for a permit. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/** The whole state of a semaphore: pass it to another thread, and make a semaphore from it there. */
export type SemaphoreMemory = PermitsMemory;

/**
 * Permits for a number of tasks to run at once, on any threads of the process, granted in the order of the calls. No
 * wait blocks a thread, the main one included.
 *
 * Pass `semaphore.memory` to another thread, and make a semaphore from it there. When a thread ends, the one that sees
 * it end (it has the worker, or its pool) calls `reclaim`, and what the thread held is free again.
 */
export class Semaphore {
  readonly #permits: SharedPermits;

  /**
   * @param permits how many there are, an integer from 1 to 65536; or the memory of a semaphore that was made elsewhere.
   * @param most how many there may ever be, an integer from `permits` to 65536. Default: `permits`.
   * @throws RangeError when one of them is out of bounds.
   */
  constructor(permits: number | SemaphoreMemory, most: number = typeof permits === "number" ? permits : 1) {
    if (typeof permits === "number") {
      check("permits", permits, mostPermits);
      check("most", most, mostPermits);
      if (most < permits) throw new RangeError(`Cannot give out ${permits} permits: most is ${most}`);
    }
    this.#permits = new SharedPermits(permits, most);
  }

  /** Its whole state: pass it to another thread, and make a semaphore from it there. */
  get memory(): SemaphoreMemory {
    return this.#permits.memory;
  }

  /** How many permits there are. It can be set to another number; a task that has a permit keeps it. */
  get permits(): number {
    return this.#permits.permits;
  }

  /** @throws RangeError when it is not an integer from 1 to the most that there may ever be. */
  set permits(permits: number) {
    check("permits", permits, this.#permits.most);
    this.#permits.permits = permits;
  }

  /** How many permits are free: no thread holds them. */
  get free(): number {
    return this.#permits.free;
  }

  /**
   * Runs `task` with a permit, which is returned when this settles.
   *
   * @param task is given the permit's number, from 0: no other task has the same at that time.
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * const semaphore = new Semaphore(4);
   * const results = await Promise.all([1, 2, 3].map((n) => semaphore.run(async () => 2 * n)));
   * ```
   */
  async run<Result>(
    task: (permit: number) => Result | PromiseLike<Result>,
    options: SemaphoreOptions = {},
  ): Promise<Result> {
    const { signal } = options;
    signal?.throwIfAborted();
    const taken = this.#permits.take(signal);
    const permit = typeof taken === "number" ? taken : await taken;
    try {
      signal?.throwIfAborted();
      return await task(permit);
    } finally {
      this.#permits.give(permit);
    }
  }

  /** Frees what a thread holds that has ended, and takes it out of the line. Call it once nothing of it runs any more. */
  reclaim(endedThreadId: number): void {
    this.#permits.reclaim(endedThreadId);
  }
}

/** Resources that are lent to one task each, on any threads of the process. */
export class ResourcePool<Resource> {
  readonly #semaphore: Semaphore;
  readonly #resources: readonly Resource[];

  /**
   * @param resources the same ones, in the same order, on each thread: what a thread makes of the memory that they lie in.
   * @param memory of the pool of the same resources that was made elsewhere. Default: new memory.
   * @throws RangeError when there is no resource, or not as many as elsewhere.
   */
  constructor(resources: Iterable<Resource>, memory?: SemaphoreMemory) {
    this.#resources = Array.from(resources);
    const { length } = this.#resources;
    this.#semaphore = new Semaphore(memory ?? length);
    if (this.#semaphore.permits !== length) {
      throw new RangeError(`Cannot lend ${length} resources: elsewhere there are ${this.#semaphore.permits}`);
    }
  }

  /** Its whole state: pass it to another thread, and make a pool from it and the resources there. */
  get memory(): SemaphoreMemory {
    return this.#semaphore.memory;
  }

  /** How many resources are not in use. */
  get free(): number {
    return this.#semaphore.free;
  }

  /**
   * Runs `task` with a resource, which is returned when this settles.
   *
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * const buffers = new ResourcePool([new SharedArrayBuffer(1024), new SharedArrayBuffer(1024)]);
   * await buffers.use(async (buffer) => buffer.byteLength);
   * ```
   */
  use<Result>(
    task: (resource: Resource) => Result | PromiseLike<Result>,
    options: SemaphoreOptions = {},
  ): Promise<Result> {
    return this.#semaphore.run((permit) => task(this.#resources[permit] as Resource), options);
  }

  /** Takes back what a thread used that has ended. Call it once nothing of it runs any more. */
  reclaim(endedThreadId: number): void {
    this.#semaphore.reclaim(endedThreadId);
  }
}

const mostPermits = 65_536;

function check(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(`Cannot give out ${value} permits: ${name} must be an integer from 1 to ${most}`);
}
