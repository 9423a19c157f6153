// all-or-nothing on fibers.
//
// Start: each task gets a fiber at once. Cancel: a failure interrupts the other tasks and waits until they have ended; so does
// interruption of the caller. Fail: with the first failure, which is typed. Cost: one fiber per task.
import * as Effect from "effect/Effect";

/**
 * Runs all `tasks` at once and returns all results. The first failure interrupts the others.
 *
 * It ends only when every task has ended. If a task that is interrupted fails while it cleans up, the cause holds that too.
 *
 * @returns the results in the order of the tasks; fails with the first failure.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { allOrNothing } from "@byturns/fibers/all-or-nothing";
 * import * as Effect from "effect/Effect";
 *
 * const both = allOrNothing([Effect.succeed("user"), Effect.succeed("cart")]); // Effect<string[]>
 * assert.deepEqual(await Effect.runPromise(both), ["user", "cart"]);
 * ```
 */
export function allOrNothing<Result, E, R>(
  tasks: Iterable<Effect.Effect<Result, E, R>>,
): Effect.Effect<Result[], E, R> {
  return Effect.forEach(tasks, (task) => task, { concurrency: "unbounded" });
}
