// The same limit; a task is one message to a thread, and one back.
import { RateLimit } from "@byturns/threads/rate-limit";
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly tasks: readonly { readonly value: number }[];
  readonly limit: number;
  readonly intervalMs: number;
}

export async function run({ tasks, limit, intervalMs }: Input, threads: Pool<typeof served>) {
  const rate = new RateLimit(limit, intervalMs);
  const one = ({ value }: Input["tasks"][number]) => rate.run(() => threads.run("perform", value));
  return { results: await Promise.all(tasks.map(one)), observed: null };
}
