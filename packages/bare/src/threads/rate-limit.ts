// The same limit; a task is one message to a thread, and one back.
import { RateLimit } from "@byturns/threads/rate-limit";
import type { Call, Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly tasks: readonly Task[];
  readonly limit: number;
  readonly intervalMs: number;
}

export async function run(
  { tasks, limit, intervalMs }: Input,
  threads: Pool<typeof served>,
  { signal }: Call,
) {
  const rate = new RateLimit(limit, intervalMs);
  const one = async (task: Task) => {
    try {
      return await rate.run(() => threads.run("perform", task), { signal });
    } catch {
      return null;
    }
  };
  return { results: await Promise.all(tasks.map(one)), observed: null };
}
