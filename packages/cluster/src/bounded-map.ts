// bounded-map on machines.
//
// Start: the fibers' `boundedMap` forks a fiber for a task, which sends it to a machine. Cancel: interruption of the map interrupts
// every fiber of it, and waits until the machines have answered how their tasks ended. Fail: with the first failure, typed. Cost:
// one fiber per task, and its messages. What is not here is the same as on fibers.
import { boundedMap } from "@byturns/fibers/bounded-map";
import type { BoundedMapInput, BoundedMapOutput } from "@byturns/spec/bounded-map";
import * as Effect from "effect/Effect";
import type { Sharding } from "./internal/cluster.ts";
import type { Places } from "./internal/places.ts";
import { TaskObserver, toAnyMachine } from "./internal/tasks.ts";

export const machine = new URL("./internal/tasks.machine.ts", import.meta.url);

/** Maps over the tasks on all machines. */
export const runBoundedMap = Effect.fnUntraced(function* (
  input: BoundedMapInput,
): Effect.fn.Return<BoundedMapOutput, never, Places | Sharding> {
  const { tasks, limit, onFailure } = input;
  const observer = new TaskObserver(tasks, yield* toAnyMachine);
  const mapped = boundedMap(tasks, limit, (_task, index) => observer.perform(index), { onFailure });
  return yield* Effect.match(mapped, {
    onSuccess: (results) => ({
      results,
      failedTask: null,
      observed: input.observe ? observer.observed() : null,
    }),
    onFailure: (error) => ({
      results: null,
      failedTask: error.index,
      observed: input.observe ? observer.observed() : null,
    }),
  });
});
