// bounded-map on fibers.
//
// Start: `Effect.forEach` forks a fiber for an item when fewer than `limit` run. Cancel: interruption of the map
// interrupts every fiber of it, and awaits them. Fail: with the first failure, in the type. Cost: a fiber a task.
import type { BoundedMapInput, BoundedMapOutput } from "@byturns/spec/bounded-map";
import type * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import { performerOf } from "./internal/tasks.ts";

export interface BoundedMapOptions {
  /** Whether the first failure interrupts the tasks that run, or lets them end. Default: `cancel`. */
  readonly onFailure?: "cancel" | "await";
}

/**
 * Maps over `items` with at most `limit` tasks running at once.
 *
 * It ends when no task runs any more, well or not: finalizers and uninterruptible regions are awaited.
 *
 * @param limit how many may run at once: an integer >= 1, or Infinity.
 * @returns the results, in the order of the items; fails with the first failure of a task. Dies of a RangeError when
 * `limit` is out of its bounds.
 * @example
 * ```ts
 * boundedMap(users, 4, (user) => sendMail(user)); // Effect<Receipt[], MailError, Mailer>
 * ```
 */
export function boundedMap<Item, Result, E, R>(
  items: Iterable<Item>,
  limit: number,
  task: (item: Item, index: number) => Effect.Effect<Result, E, R>,
  options: BoundedMapOptions = {},
): Effect.Effect<Result[], E, R> {
  const { onFailure = "cancel" } = options;
  if (!(limit === Infinity || Number.isInteger(limit)) || limit < 1) {
    return Effect.die(
      new RangeError(`Cannot run ${limit} tasks at once: limit must be an integer >= 1, or Infinity`),
    );
  }
  if (onFailure === "cancel") return Effect.forEach(items, task, { concurrency: limit });
  return Effect.suspend(() => {
    let failure: Cause.Cause<E> | undefined;
    // `Effect.void` takes no fiber, so what is left over after a failure costs next to nothing.
    const unlessFailed = (item: Item, index: number) =>
      failure !== undefined
        ? (Effect.void as Effect.Effect<Result>)
        : Effect.catchCause(task(item, index), (cause) => {
            failure ??= cause;
            return Effect.void as Effect.Effect<Result>;
          });
    return Effect.flatMap(Effect.forEach(items, unlessFailed, { concurrency: limit }), (results) =>
      failure === undefined ? Effect.succeed(results) : Effect.failCause(failure),
    );
  });
}

/** Maps over the tasks, and says what became of each. */
export const runBoundedMap = Effect.fnUntraced(function* (
  input: BoundedMapInput,
): Effect.fn.Return<BoundedMapOutput> {
  const { tasks, limit, onFailure } = input;
  const performer = yield* performerOf(tasks, input.observe);
  const mapped = boundedMap(tasks, limit, (_task, index) => performer.perform(index), { onFailure });
  return yield* Effect.match(mapped, {
    onSuccess: (results) => ({ results, failedTask: null, observed: performer.observed() }),
    onFailure: (error) => ({ results: null, failedTask: error.index, observed: performer.observed() }),
  });
});
