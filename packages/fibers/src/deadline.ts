// deadline on fibers.
//
// Start: the task and a sleep race, each in a fiber. Cancel: the loser is interrupted, and its end awaited; interruption of the
// caller does the same to both. Fail: with DeadlineExceeded, or as the task does; both are typed. Cost: two fibers and a timer.
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";

/** A task did not end in time. */
export class DeadlineExceeded extends Data.TaggedError("DeadlineExceeded")<{ readonly deadlineMs: number }> {
  override get message(): string {
    return `Not done within ${this.deadlineMs} ms`;
  }
}

/**
 * Runs `task`, and interrupts it if it does not end within `deadlineMs`.
 *
 * It ends only when the task has ended: nothing of the task runs after that. An uninterruptible region therefore delays it.
 *
 * @param deadlineMs a number >= 0, or Infinity for no deadline. Dies of a TypeError if it is not a number, and of a RangeError if
 * it is out of bounds.
 * @returns the task's result; fails with DeadlineExceeded when the time is up, otherwise as the task does.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { deadline } from "@byturns/fibers/deadline";
 * import * as Effect from "effect/Effect";
 *
 * const tooLate = deadline(Effect.sleep("1 hour"), 5); // Effect<void, DeadlineExceeded>
 * const error = await Effect.runPromise(Effect.flip(tooLate));
 * assert.equal(error.message, "Not done within 5 ms");
 * ```
 */
export function deadline<Result, E, R>(
  task: Effect.Effect<Result, E, R>,
  deadlineMs: number,
): Effect.Effect<Result, E | DeadlineExceeded, R> {
  if (typeof deadlineMs !== "number") {
    return Effect.die(new TypeError(`Cannot wait ${String(deadlineMs)}: deadlineMs must be a number`));
  }
  if (!(deadlineMs >= 0)) {
    return Effect.die(new RangeError(`Cannot wait ${deadlineMs} ms: deadlineMs must be >= 0, or Infinity`));
  }
  return Effect.timeoutOrElse(task, {
    duration: deadlineMs,
    orElse: () => Effect.fail(new DeadlineExceeded({ deadlineMs })),
  });
}
