// grain on processes.
//
// Start: each task is asked for by itself; the pool sends a process its share of those that wait, half of an even one,
// so that all processes end together. Cancel: what was not sent is taken back; a process notices between two messages.
// Fail: the failure comes back as data and is rebuilt. Cost: part of a message each way per task, written and read
// while the processes compute.
import type { ExampleContext } from "@byturns/context";
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";
import type { tasks as served } from "./grain.child.ts";
import type { Pool } from "./internal/pool.ts";

export const child = new URL("./grain.child.ts", import.meta.url);
/** No process waits for its next one, and a slower process takes fewer. */
export const pool = { tasksPerProcess: "guided" } as const;

/** Computes all tasks. Rejects when the context's signal is aborted. */
export async function grain(
  { tasks, units }: GrainInput,
  _context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<GrainOutput> {
  const task = (number: number) => processes.run("computeOne", { number, units });
  return { digests: await Promise.all(Array.from({ length: tasks }, (_, number) => task(number))) };
}
