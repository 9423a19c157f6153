// The same helper; a task is one message to a thread, and one back.
import { boundedMap } from "@byturns/threads/bounded-map";
import type { Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly tasks: readonly Task[];
  readonly limit: number;
}

export async function run({ tasks, limit }: Input, threads: Pool<typeof served>) {
  const results = await boundedMap(tasks, limit, (task, _index, signal) =>
    threads.run("perform", task, { signal }),
  );
  return { results, failedTask: null, observed: null };
}
