// deadline on fibers.
//
// Start: the task races a sleep, each in a fiber. Cancel: the one that loses is interrupted and awaited, and so are both
// when the caller is interrupted. Fail: with DeadlineExceeded, or as the task does, in the type. Cost: two fibers and a timer.
import type { DeadlineCaller, DeadlineInput, DeadlineOutcome, DeadlineOutput } from "@byturns/spec/deadline";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { performerOf } from "./internal/tasks.ts";

/** A task was not done in time. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
  readonly _tag = "DeadlineExceeded";
  readonly deadlineMs: number;
  constructor(deadlineMs: number, options?: ErrorOptions) {
    super(`Not done within ${deadlineMs} ms`, options);
    this.deadlineMs = deadlineMs;
  }
}

/**
 * Runs `task`, and gives it up when it is not done within `deadlineMs`.
 *
 * It ends when the task has: nothing of the task runs any more when the caller goes on. An uninterruptible region is
 * therefore awaited to its end.
 *
 * @param deadlineMs a number >= 0, or Infinity for no deadline. Dies of a RangeError when it is out of its bounds.
 * @returns the task's result; fails with DeadlineExceeded when the time is up, else as the task does.
 * @example
 * ```ts
 * deadline(client.get(url), 5_000); // Effect<Response, HttpError | DeadlineExceeded>
 * ```
 */
export function deadline<Result, E, R>(
  task: Effect.Effect<Result, E, R>,
  deadlineMs: number,
): Effect.Effect<Result, E | DeadlineExceeded, R> {
  if (!(deadlineMs >= 0)) {
    return Effect.die(new RangeError(`Cannot wait ${deadlineMs} ms: deadlineMs must be >= 0, or Infinity`));
  }
  return Effect.timeoutOrElse(task, {
    duration: deadlineMs,
    orElse: () => Effect.fail(new DeadlineExceeded(deadlineMs)),
  });
}

/** Does the tasks one after the other, and says how each ended. */
export const runDeadline = Effect.fnUntraced(function* (
  input: DeadlineInput,
): Effect.fn.Return<DeadlineOutput> {
  const { tasks, deadlineMs } = input;
  const performer = yield* performerOf(tasks, input.observe);
  const outcomes: DeadlineOutcome[] = [];
  const callers: DeadlineCaller[] = [];
  for (let index = 0; index < tasks.length; index++) {
    const beganNs = input.observe ? yield* Clock.monotonicTimeNanos : 0n;
    const outcome = yield* deadline(performer.perform(index), deadlineMs).pipe(
      Effect.map((value) => ({ ended: "done" as const, value })),
      Effect.catchTags({
        TaskFailed: () => Effect.succeed({ ended: "failed" as const, value: null }),
        DeadlineExceeded: () => Effect.succeed({ ended: "exceeded" as const, value: null }),
      }),
    );
    outcomes.push(outcome);
    const cleanups = performer.observed()?.cleanups[index];
    if (cleanups === undefined) continue;
    callers.push({ tookMs: Number((yield* Clock.monotonicTimeNanos) - beganNs) / 1e6, cleanups });
  }
  const observed = performer.observed();
  return { outcomes, observed: observed && { ...observed, callers } };
});
