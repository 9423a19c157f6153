// Tasks in a queue in shared memory that compute on threads.
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./grain.worker.ts";

export const worker = new URL("./grain.worker.ts", import.meta.url);
export const pool = { by: "memory" } as const;

interface Input {
  readonly tasks: number;
  readonly units: number;
}

export async function run({ tasks, units }: Input, threads: Pool<typeof served>) {
  const task = (_: unknown, number: number) => threads.run("computeOne", { number, units });
  return { digests: await Promise.all(Array.from({ length: tasks }, task)) };
}
