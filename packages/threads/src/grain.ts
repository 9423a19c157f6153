// grain on threads.
//
// Start: each task is put into a queue in shared memory, by itself, from which the threads of a pool take it. Cancel:
// what no thread has begun is taken back; a thread notices it between two tasks. Fail: the failure comes back as data
// and is rebuilt. Cost: some bytes written and read each way a task, while other threads compute.

import type { ExampleContext } from "@byturns/context";
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";
import type { tasks as served } from "./grain.worker.ts";
import type { Pool } from "./internal/pool.ts";

export const worker = new URL("./grain.worker.ts", import.meta.url);
/** No thread waits for its next one, and a slower thread takes fewer. */
export const pool = { by: "memory" } as const;

/** Computes all tasks. Rejects when the context's signal is aborted. */
export async function grain(
  { tasks, units }: GrainInput,
  _context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<GrainOutput> {
  const task = (number: number) => threads.run("computeOne", { number, units });
  return { digests: await Promise.all(Array.from({ length: tasks }, (_, number) => task(number))) };
}
