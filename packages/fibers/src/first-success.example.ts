// first-success as an example: races tasks that pause, then succeed or fail.
import type { FirstSuccessInput, FirstSuccessOutput } from "@byturns/spec/first-success";
import * as Effect from "effect/Effect";
import { type AllFailed, firstSuccess } from "./first-success.ts";
import { performerOf, type TaskFailed } from "./internal/tasks.ts";

/** Races the tasks, and returns which succeeded first. */
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
