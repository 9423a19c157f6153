// spawn-join on fibers.
//
// Start: `forkChild` puts a fiber into the scheduler's queue; with `startImmediately` it runs at once. Cancel: interruption,
// whenever the parent yields, which it does every 2,048 operations; its children are interrupted with it. Fail: errors are
// typed; joining fails as the fiber did. Cost: one fiber per task, which its parent keeps in a set until it ends.
import type { SpawnJoinInput, SpawnJoinOutput } from "@byturns/spec/spawn-join";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import { running, waiting } from "./internal/spans.ts";

/** Spawns all tasks, then joins them. */
export const spawnJoin = Effect.fnUntraced(function* (
  input: SpawnJoinInput,
): Effect.fn.Return<SpawnJoinOutput> {
  const options = { startImmediately: input.begin === "at-once" };
  const spawned = yield* Effect.gen(function* () {
    const fibers: Fiber.Fiber<number>[] = [];
    for (let number = 0; number < input.tasks; number++) {
      fibers.push(yield* Effect.forkChild(returning(number), options));
    }
    return fibers;
  }).pipe(running("spawn"));
  const sum = yield* sumOf(spawned).pipe(waiting("join"));
  return { joined: spawned.length, sum };
});

function returning(number: number): Effect.Effect<number> {
  return Effect.sync(() => number);
}

const sumOf = Effect.fnUntraced(function* (spawned: readonly Fiber.Fiber<number>[]) {
  let sum = 0;
  for (const fiber of spawned) sum += yield* Fiber.join(fiber);
  return sum;
});
