// The same helper; a task is one message to a thread, and one back.
import { boundedMap } from "@byturns/threads/bounded-map";
import type { Call, Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly tasks: readonly Task[];
  readonly limit: number;
}

export async function run({ tasks, limit }: Input, threads: Pool<typeof served>, { signal }: Call) {
  const perform = (task: Task, _: number, signal: AbortSignal) => threads.run("perform", task, { signal });
  const results = await boundedMap(tasks, limit, perform, { signal });
  return { results, failedTask: null, observed: null };
}
