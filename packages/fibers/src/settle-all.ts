// settle-all on fibers.
//
// Start: each task gets a fiber at once. Cancel: only interruption of the caller cancels tasks; it waits until all have ended.
// Fail: never; the failure of a task is one of the outcomes. Cost: one fiber per task.
import * as Effect from "effect/Effect";
import type * as Exit from "effect/Exit";

/**
 * Runs all `tasks` at once and returns the outcome of each: results, failures, defects and interruptions.
 *
 * It ends only when every task has ended.
 *
 * @returns the outcomes in the order of the tasks; this effect cannot fail.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { settleAll } from "@byturns/fibers/settle-all";
 * import * as Effect from "effect/Effect";
 * import * as Exit from "effect/Exit";
 *
 * const settled = settleAll([Effect.succeed("sent"), Effect.fail("bounced")]); // Effect<Exit<string, string>[]>
 * assert.deepEqual(await Effect.runPromise(settled), [Exit.succeed("sent"), Exit.fail("bounced")]);
 * ```
 */
export function settleAll<Result, E, R>(
  tasks: Iterable<Effect.Effect<Result, E, R>>,
): Effect.Effect<Exit.Exit<Result, E>[], never, R> {
  return Effect.forEach(tasks, (task) => Effect.exit(task), { concurrency: "unbounded" });
}
