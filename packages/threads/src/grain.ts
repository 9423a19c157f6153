// grain on threads.
//
// Start: each task is posted to a pool of threads, one message for each, never in batches: what a batch saves is what is
// asked for. Cancel: by a message, heard by a thread between two tasks. Fail: the failure comes back as data and is rebuilt.
// Cost: a message each way a task, read and written while other threads compute.
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";
import type { Stage } from "@byturns/stage";
import type { tasks as served } from "./grain.worker.ts";
import type { Pool } from "./internal/pool.ts";

export const worker = new URL("./grain.worker.ts", import.meta.url);
/** Some tasks ahead, so that no thread waits for its next one; not all of them, so that a slower thread gets fewer. */
export const pool = { tasksPerThread: 8 };

/** Computes all tasks. Rejects when the stage's signal is aborted. */
export async function grain(
  { tasks, units }: GrainInput,
  _stage: Stage,
  threads: Pool<typeof served>,
): Promise<GrainOutput> {
  const task = (number: number) => threads.run("computeOne", { number, units });
  return { digests: await Promise.all(Array.from({ length: tasks }, (_, number) => task(number))) };
}
