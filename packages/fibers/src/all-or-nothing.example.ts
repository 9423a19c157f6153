// all-or-nothing as an example: every task is gathered, and at most one failure is reported.
import type { AllOrNothingInput, AllOrNothingOutput } from "@byturns/spec/all-or-nothing";
import * as Effect from "effect/Effect";
import { allOrNothing } from "./all-or-nothing.ts";
import { performerOf } from "./internal/tasks.ts";

/** Gathers the results of the tasks. */
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
