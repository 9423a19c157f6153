// spawn-join on promises.
//
// Start: calling an async function runs it up to its first await; one that begins in its turn awaits that first.
// Cancel: the signal is checked before the first task; none of them returns to the event loop, so it cannot be aborted
// meanwhile. Fail: the rejection reaches the awaiting caller. Cost: one promise per task, another and a microtask where
// it waits for its turn. Awaiting started tasks one after another costs less than `Promise.all`, and learns of a
// failure later.

import type { ExampleContext } from "@byturns/context";
import type { SpawnJoinInput, SpawnJoinOutput } from "@byturns/spec/spawn-join";

/** Spawns all tasks, then joins them. Rejects when the context's signal is aborted. */
export async function spawnJoin(input: SpawnJoinInput, context: ExampleContext): Promise<SpawnJoinOutput> {
  context.signal.throwIfAborted();
  const task = input.begin === "at-once" ? returning : returningInTurn;
  const spawned = context.running("spawn", () => {
    const promises: Promise<number>[] = [];
    for (let number = 0; number < input.tasks; number++) promises.push(task(number));
    return promises;
  });
  const sum = await context.waiting("join", sumOf(spawned));
  return { joined: spawned.length, sum };
}

async function returning(number: number): Promise<number> {
  return number;
}

async function returningInTurn(number: number): Promise<number> {
  await undefined;
  return number;
}

async function sumOf(spawned: readonly Promise<number>[]): Promise<number> {
  let sum = 0;
  for (const promise of spawned) sum += await promise;
  return sum;
}
