// all-or-nothing on fibers.
//
// Start: every task gets a fiber, at once. Cancel: the siblings of a failure are interrupted and awaited, and so are all when
// the caller is interrupted. Fail: with the first failure, in the type. Cost: a fiber a task.
import type { AllOrNothingInput, AllOrNothingOutput } from "@byturns/spec/all-or-nothing";
import * as Effect from "effect/Effect";
import { performerOf } from "./internal/tasks.ts";

/**
 * Runs all `tasks` at once, and returns all results; the first failure interrupts the others.
 *
 * It ends when all tasks have. What the others fail with while they clean up is kept in the cause.
 *
 * @returns the results, in the order of the tasks; fails with the first failure.
 * @example
 * ```ts
 * allOrNothing([load("user"), load("cart")]); // Effect<Loaded[], LoadError>
 * ```
 */
export function allOrNothing<Result, E, R>(
  tasks: Iterable<Effect.Effect<Result, E, R>>,
): Effect.Effect<Result[], E, R> {
  return Effect.forEach(tasks, (task) => task, { concurrency: "unbounded" });
}

/** Gathers the tasks' results, and says what became of each. */
export const runAllOrNothing = Effect.fnUntraced(function* (
  input: AllOrNothingInput,
): Effect.fn.Return<AllOrNothingOutput> {
  const performer = yield* performerOf(input.tasks, input.observe);
  const tasks = input.tasks.map((_, index) => performer.perform(index));
  return yield* Effect.match(allOrNothing(tasks), {
    onSuccess: (results) => ({ results, failedTask: null, observed: performer.observed() }),
    onFailure: ({ index }) => ({ results: null, failedTask: index, observed: performer.observed() }),
  });
});
