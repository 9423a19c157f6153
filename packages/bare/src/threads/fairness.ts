// Tasks on threads compute in turns that they take from shared memory.
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./fairness.worker.ts";

export const worker = new URL("./fairness.worker.ts", import.meta.url);
export const pool = {
  tasksPerThread: Number.POSITIVE_INFINITY,
  memory: (): Taken => new Int32Array(new SharedArrayBuffer(4)),
};

/** How many turns all tasks have taken, or tried to. */
export type Taken = Int32Array<SharedArrayBuffer>;

interface Input {
  readonly tasks: number;
  readonly turns: number;
  readonly units: number;
}

export async function run({ tasks, turns, units }: Input, threads: Pool<typeof served>) {
  (threads.memory as Taken).fill(0);
  const task = (_: unknown, index: number) => threads.run("takeTurns", { turns, units, index });
  return { turns: await Promise.all(Array.from({ length: tasks }, task)) };
}
