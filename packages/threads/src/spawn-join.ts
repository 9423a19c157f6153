// spawn-join on threads.
//
// Start: each task is put into a queue in shared memory, and begins when a thread of the pool comes to it, whatever `begin`
// asks for. Cancel: what no thread has begun is taken back. Fail: the failure comes back as data and is rebuilt; joining
// rejects with the first. Cost: some bytes written and read each way a task, and what the pool keeps of it until then.

import type { ExampleContext } from "@byturns/context";
import type { SpawnJoinInput, SpawnJoinOutput } from "@byturns/spec/spawn-join";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./spawn-join.worker.ts";

export const worker = new URL("./spawn-join.worker.ts", import.meta.url);
/** A task is over sooner than a message can be answered. */
export const pool = { by: "memory" } as const;

/** Spawns all tasks, then joins them. Rejects when the context's signal is aborted. */
export async function spawnJoin(
  input: SpawnJoinInput,
  context: ExampleContext,
  threads: Pool<typeof tasks>,
): Promise<SpawnJoinOutput> {
  const spawned = context.running("spawn", () => {
    const promises: Promise<number>[] = [];
    for (let number = 0; number < input.tasks; number++) promises.push(threads.run("returning", number));
    return promises;
  });
  const sum = await context.waiting("join", sumOf(spawned));
  return { joined: spawned.length, sum };
}

async function sumOf(spawned: readonly Promise<number>[]): Promise<number> {
  // Awaited one after another, those after the first that rejects would be unhandled rejections.
  const numbers = await Promise.all(spawned);
  return numbers.reduce((sum, number) => sum + number, 0);
}
