// semaphore-pool on fibers.
//
// Start: a fiber goes on when it has a permit, at once when one is free. Cancel: interruption takes it out of the line, or
// ends the task, and the permit is back before anybody is told. Fail: as the task does, in the type. Cost: no fiber; a
// suspension where it has to wait.
import type { SemaphorePoolInput, SemaphorePoolOutput } from "@byturns/spec/semaphore-pool";
import * as Effect from "effect/Effect";
import * as Permits from "effect/Semaphore";
import { deadline } from "./deadline.ts";
import { performerOf } from "./internal/tasks.ts";

/** Permits for so many tasks to run at once, given in the order of asking. */
export class Semaphore {
  readonly #permits: Permits.Semaphore;
  #free: number;

  /**
   * @param permits how many there are: an integer >= 1.
   * @throws RangeError when `permits` is out of its bounds.
   */
  constructor(permits: number) {
    if (!Number.isInteger(permits) || permits < 1) {
      throw new RangeError(`Cannot give out ${permits} permits: permits must be an integer >= 1`);
    }
    this.#permits = Permits.makeUnsafe(permits);
    this.#free = permits;
  }

  /** How many permits nobody holds. */
  get free(): number {
    return this.#free;
  }

  /**
   * Runs `task` with a permit, which is back when this ends.
   *
   * @returns what the task returns; fails as it does.
   * @example
   * ```ts
   * const semaphore = new Semaphore(4);
   * Effect.forEach(urls, (url) => semaphore.run(client.get(url)), { concurrency: "unbounded" });
   * ```
   */
  run<Result, E, R>(task: Effect.Effect<Result, E, R>): Effect.Effect<Result, E, R> {
    const counted = Effect.acquireUseRelease(
      Effect.sync(() => void this.#free--),
      () => task,
      () => Effect.sync(() => void this.#free++),
    );
    return this.#permits.withPermit(counted);
  }
}

/** Resources that are lent to one user each. */
export class ResourcePool<Resource> {
  readonly #semaphore: Semaphore;
  readonly #idle: Resource[];

  /** @throws RangeError when there is no resource. */
  constructor(resources: Iterable<Resource>) {
    this.#idle = Array.from(resources);
    this.#semaphore = new Semaphore(this.#idle.length);
  }

  /** How many resources nobody uses. */
  get free(): number {
    return this.#semaphore.free;
  }

  /**
   * Runs `task` with a resource, which is back when this ends. The one used last is lent first.
   *
   * @returns what the task returns; fails as it does.
   * @example
   * ```ts
   * const connections = new ResourcePool(yield* Effect.all([connect, connect]));
   * connections.use((connection) => connection.query("SELECT 1")); // Effect<Rows, SqlError>
   * ```
   */
  use<Result, E, R>(task: (resource: Resource) => Effect.Effect<Result, E, R>): Effect.Effect<Result, E, R> {
    return this.#semaphore.run(
      Effect.acquireUseRelease(
        Effect.sync(() => this.#idle.pop() as Resource),
        task,
        (resource) => Effect.sync(() => void this.#idle.push(resource)),
      ),
    );
  }
}

/** Lets the users share the pool, and says what became of each. */
export const runSemaphorePool = Effect.fnUntraced(function* (
  input: SemaphorePoolInput,
): Effect.fn.Return<SemaphorePoolOutput> {
  const { users, permits } = input;
  const performer = yield* performerOf(users, input.observe);
  const resources = new ResourcePool(Array.from({ length: permits }, () => ({ users: 0 })));
  const granted: number[] = [];
  let lentTwice = 0;
  const use = (index: number) =>
    resources.use((resource) => {
      if (!input.observe) return performer.perform(index);
      return Effect.acquireUseRelease(
        Effect.sync(() => {
          granted.push(index);
          if (++resource.users > 1) lentTwice += 1;
        }),
        () => performer.perform(index),
        () => Effect.sync(() => void resource.users--),
      );
    });
  const run = ({ giveUpMs }: SemaphorePoolInput["users"][number], index: number) =>
    (giveUpMs === null ? use(index) : deadline(use(index), giveUpMs)).pipe(
      Effect.as("done" as const),
      Effect.catchTags({
        TaskFailed: () => Effect.succeed("failed" as const),
        DeadlineExceeded: () => Effect.succeed("gave up" as const),
      }),
    );
  const outcomes = yield* Effect.forEach(users, run, { concurrency: "unbounded" });
  const observed = performer.observed();
  return { outcomes, free: resources.free, observed: observed && { ...observed, granted, lentTwice } };
});
