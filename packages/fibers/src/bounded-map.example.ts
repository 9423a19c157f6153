// bounded-map as an example: maps over tasks that pause, then succeed or fail.
import type { BoundedMapInput, BoundedMapOutput } from "@byturns/spec/bounded-map";
import * as Effect from "effect/Effect";
import { boundedMap } from "./bounded-map.ts";
import { performerOf } from "./internal/tasks.ts";

/** Maps over the tasks. */
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
