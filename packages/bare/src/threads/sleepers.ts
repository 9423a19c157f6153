// A message to a thread, a timer there, and a message back, for each sleeper.
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

interface Input {
  readonly sleepers: number;
  readonly sleepMs: number;
}

export async function run({ sleepers, sleepMs }: Input, threads: Pool<typeof served>) {
  const startMs = performance.now();
  const asleep: Promise<void>[] = [];
  for (let sleeper = 0; sleeper < sleepers; sleeper++) asleep.push(threads.run("pause", sleepMs));
  const begunMs = performance.now() - startMs;
  const woken = await Promise.all(asleep);
  return { woken: woken.length, begunMs, tookMs: performance.now() - startMs };
}
