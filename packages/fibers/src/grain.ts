// grain on fibers.
//
// Start: `forEach` runs the fiber of each task at once, to its end, because nothing in it waits. Cancel: interruption, between
// two operations; here not before the last task has ended. Fail: errors are typed; this effect cannot fail. Cost: one fiber
// per task. No two tasks compute at the same time.

import { compute } from "@byturns/context";
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";
import * as Effect from "effect/Effect";
import { running } from "./internal/spans.ts";

/** Computes all tasks. */
export const grain = Effect.fnUntraced(function* ({
  tasks,
  units,
}: GrainInput): Effect.fn.Return<GrainOutput> {
  const numbers = Array.from({ length: tasks }, (_, number) => number);
  const task = (number: number) => Effect.sync(() => compute(units, number)).pipe(running(`task ${number}`));
  return { digests: yield* Effect.forEach(numbers, task, { concurrency: "unbounded" }) };
});
