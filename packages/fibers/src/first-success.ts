// first-success on fibers.
//
// Start: each task gets a fiber at once. Cancel: the first success interrupts the other tasks and waits until they have ended;
// so does interruption of the caller. Fail: with AllFailed when all tasks have failed; it is typed. Cost: one fiber per task.
import * as Cause from "effect/Cause";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";

/** Every task failed. `errors` holds the failure of each, in the order of the tasks. */
export class AllFailed<E> extends Data.TaggedError("AllFailed")<{ readonly errors: readonly E[] }> {
  override get message(): string {
    return `All ${this.errors.length} tasks failed`;
  }
}

/**
 * Runs all `tasks` at once and returns the result of the first that succeeds. The others are interrupted.
 *
 * It ends only when every task has ended. If a result must be released when it is not used, acquire it in a scope.
 *
 * @returns the result; fails with AllFailed when every task fails or there are no tasks. If no task succeeds and one of them
 * dies of a defect, this dies of it.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { firstSuccess } from "@byturns/fibers/first-success";
 * import * as Effect from "effect/Effect";
 *
 * // Effect<string, AllFailed<string>>
 * const first = firstSuccess([Effect.fail("mirror 1 is down"), Effect.succeed("file")]);
 * assert.equal(await Effect.runPromise(first), "file");
 * ```
 */
export function firstSuccess<Result, E, R>(
  tasks: Iterable<Effect.Effect<Result, E, R>>,
): Effect.Effect<Result, AllFailed<E>, R> {
  return Effect.suspend(() => {
    const errors: E[] = [];
    const keepingError = Array.from(tasks, (task, index) =>
      Effect.tapError(task, (error) =>
        Effect.sync(() => {
          errors[index] = error;
        }),
      ),
    );
    // A race without tasks would never end.
    if (keepingError.length === 0) return Effect.fail(new AllFailed<E>({ errors }));
    return Effect.catchCause(Effect.raceAll(keepingError), (cause) =>
      Cause.hasDies(cause) || Cause.hasInterrupts(cause)
        ? Effect.failCause(cause as Cause.Cause<never>)
        : Effect.fail(new AllFailed({ errors })),
    );
  });
}
