// spawn-join on processes.
//
// Start: each task is sent to a process in one message with many others, and begins when that process comes to it,
// whatever `begin` asks for. Cancel: what was not sent is taken back. Fail: the failure comes back as data and is
// rebuilt; joining rejects with the first. Cost: part of a message each way per task, and what the pool keeps of it
// until then.
import type { ExampleContext } from "@byturns/context";
import type { SpawnJoinInput, SpawnJoinOutput } from "@byturns/spec/spawn-join";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./spawn-join.child.ts";

export const child = new URL("./spawn-join.child.ts", import.meta.url);
/** A task is over sooner than a message can be answered. */
export const pool = { tasksPerProcess: 512 };

/** Spawns all tasks, then joins them. Rejects when the context's signal is aborted. */
export async function spawnJoin(
  input: SpawnJoinInput,
  context: ExampleContext,
  processes: Pool<typeof tasks>,
): Promise<SpawnJoinOutput> {
  const spawned = context.running("spawn", () => {
    const promises: Promise<number>[] = [];
    for (let number = 0; number < input.tasks; number++) promises.push(processes.run("returning", number));
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
