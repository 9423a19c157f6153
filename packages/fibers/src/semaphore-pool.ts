// semaphore-pool on fibers.
//
// Start: a fiber continues when it has a permit; at once if one is free. Cancel: interruption removes the fiber from the line, or
// interrupts the task, and the permit is back before the interruption ends. Fail: as the task does, typed. Cost: no fiber; a
// suspension if it has to wait.
import * as Effect from "effect/Effect";
import * as Pool from "effect/Pool";
import type * as Scope from "effect/Scope";
import * as Permits from "effect/Semaphore";

/** Permits for a number of tasks to run at once, granted in the order of the calls. */
export class Semaphore {
  readonly #semaphore: Permits.Semaphore;
  #permits: number;
  #held = 0;

  /**
   * @param permits how many there are: an integer >= 1.
   * @throws TypeError if `permits` is not a number; RangeError if it is out of bounds.
   */
  constructor(permits: number) {
    checkPermits(permits);
    this.#semaphore = Permits.makeUnsafe(permits);
    this.#permits = permits;
  }

  /** How many permits are free; 0 as well while more are held than there are. */
  get free(): number {
    return Math.max(0, this.#permits - this.#held);
  }

  /**
   * Runs `task` with a permit, which is back when this ends.
   *
   * @returns what the task returns; fails as it does.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { Semaphore } from "@byturns/fibers/semaphore-pool";
   * import * as Effect from "effect/Effect";
   *
   * const semaphore = new Semaphore(4);
   * const load = (url: string) => Effect.succeed(url.length);
   * const both = Effect.forEach(["/a", "/b"], (url) => semaphore.run(load(url)), { concurrency: "unbounded" });
   * assert.deepEqual(await Effect.runPromise(both), [2, 2]);
   * ```
   */
  run<Result, E, R>(task: Effect.Effect<Result, E, R>): Effect.Effect<Result, E, R> {
    const counted = Effect.acquireUseRelease(
      Effect.sync(() => void this.#held++),
      () => task,
      () => Effect.sync(() => void this.#held--),
    );
    return this.#semaphore.withPermit(counted);
  }

  /**
   * Changes how many permits there are. More of them are granted at once; if there are fewer, tasks that hold a permit keep it, and
   * the next one is granted when enough are back.
   *
   * @param permits an integer >= 1. Dies of a TypeError if it is not a number, and of a RangeError if it is out of bounds.
   */
  resize(permits: number): Effect.Effect<void> {
    return Effect.suspend(() => {
      checkPermits(permits);
      this.#permits = permits;
      return this.#semaphore.resize(permits);
    });
  }
}

function checkPermits(permits: number): void {
  if (typeof permits !== "number") {
    throw new TypeError(`Cannot grant ${String(permits)} permits: permits must be a number`);
  }
  if (!Number.isSafeInteger(permits) || permits < 1) {
    throw new RangeError(`Cannot grant ${permits} permits: permits must be an integer >= 1`);
  }
}

/** Resources that are lent to one task each, in the order of the calls: Effect's own Pool, filled once. */
export class ResourcePool<Resource> {
  readonly #pool: Pool.Pool<Resource>;
  readonly #size: number;

  private constructor(pool: Pool.Pool<Resource>, size: number) {
    this.#pool = pool;
    this.#size = size;
  }

  /**
   * Makes a pool of resources that exist already; they are not closed with it.
   *
   * @returns the pool, for as long as the scope lives. Dies of a TypeError if `resources` is not iterable, and of a RangeError if
   * there are none.
   */
  static make<Resource>(
    resources: Iterable<Resource>,
  ): Effect.Effect<ResourcePool<Resource>, never, Scope.Scope> {
    return Effect.suspend(() => {
      if (typeof Object(resources)[Symbol.iterator] !== "function") {
        throw new TypeError(`Cannot lend ${String(resources)}: resources must be iterable`);
      }
      const all = Array.from(resources);
      if (all.length === 0) throw new RangeError("Cannot lend 0 resources: there must be at least 1");
      let next = 0;
      const acquire = Effect.sync(() => all[next++] as Resource);
      return Effect.map(
        // Filled before anyone asks: a pool that still fills may leave a resource idle while a task waits for it.
        Effect.tap(Pool.make({ acquire, size: all.length }), (pool) =>
          Effect.scoped(Effect.forEach(all, () => Pool.get(pool), { discard: true })),
        ),
        (pool) => new ResourcePool(pool, all.length),
      );
    });
  }

  /** How many resources are not in use. */
  get free(): Effect.Effect<number> {
    return Effect.map(Pool.stats(this.#pool), ({ used }) => this.#size - used);
  }

  /**
   * Runs `task` with a resource, which is back when this ends. The resource that was used last is lent first.
   *
   * @returns what the task returns; fails as it does.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { ResourcePool } from "@byturns/fibers/semaphore-pool";
   * import * as Effect from "effect/Effect";
   *
   * const program = Effect.gen(function* () {
   *   const connections = yield* ResourcePool.make(["connection 1", "connection 2"]);
   *   return yield* connections.use((connection) => Effect.succeed(`${connection}: SELECT 1`));
   * }).pipe(Effect.scoped); // Effect<string>
   * assert.equal(await Effect.runPromise(program), "connection 1: SELECT 1");
   * ```
   */
  use<Result, E, R>(task: (resource: Resource) => Effect.Effect<Result, E, R>): Effect.Effect<Result, E, R> {
    return Pool.use(this.#pool, task);
  }
}
