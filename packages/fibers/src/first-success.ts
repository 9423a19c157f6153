// first-success on fibers.
//
// Start: every task gets a fiber, at once. Cancel: the losers are interrupted and awaited, and so are all when the caller is
// interrupted. Fail: when all have failed, with AllFailed, in the type. Cost: a fiber a task.
import type { FirstSuccessInput, FirstSuccessOutput } from "@byturns/spec/first-success";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import { performerOf, type TaskFailed } from "./internal/tasks.ts";

/** Every task failed; `errors` has what each failed with, in the order of the tasks. */
export class AllFailed<E> extends AggregateError {
  override readonly name = "AllFailed";
  readonly _tag = "AllFailed";
  declare readonly errors: E[];
  constructor(errors: readonly E[]) {
    super(errors, `All ${errors.length} tasks failed`);
  }
}

/**
 * Runs all `tasks` at once, and returns the result of the first that succeeds. The others are interrupted.
 *
 * It ends when all tasks have. A task whose result must be given back acquires it in a scope.
 *
 * @returns the result; fails with AllFailed when all fail, or there are none. Dies when all have ended and one died.
 * @example
 * ```ts
 * firstSuccess(mirrors.map((url) => client.get(url))); // Effect<Response, AllFailed<HttpError>>
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
    // A race of nobody would never end.
    if (keepingError.length === 0) return Effect.fail(new AllFailed<E>([]));
    return Effect.catchCause(Effect.raceAll(keepingError), (cause) =>
      Cause.hasDies(cause) || Cause.hasInterrupts(cause)
        ? Effect.failCause(cause as Cause.Cause<never>)
        : Effect.fail(new AllFailed(errors)),
    );
  });
}

/** Races the tasks, and says who won. */
export const runFirstSuccess = Effect.fnUntraced(function* (
  input: FirstSuccessInput,
): Effect.fn.Return<FirstSuccessOutput> {
  const performer = yield* performerOf(input.tasks, input.observe);
  const tasks = input.tasks.map((_, task) =>
    Effect.map(performer.perform(task), (value) => ({ task, value })),
  );
  return yield* Effect.match(firstSuccess(tasks), {
    onSuccess: (winner) => ({ winner, failures: [], observed: performer.observed() }),
    onFailure: ({ errors }: AllFailed<TaskFailed>) => {
      return { winner: null, failures: errors.map(({ index }) => index), observed: performer.observed() };
    },
  });
});
