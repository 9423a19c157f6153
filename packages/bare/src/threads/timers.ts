// One blocking wait after the other, on a thread.
import type { Pool } from "../pool.ts";
import type { tasks } from "./timers.worker.ts";

export const worker = new URL("./timers.worker.ts", import.meta.url);

interface Input {
  readonly delayMs: number;
  readonly count: number;
}

export async function run({ delayMs, count }: Input, threads: Pool<typeof tasks>) {
  return { lateMs: await threads.run("waitOften", { delayMs, count }), othersFired: 0 };
}
