// The same helper; every second task sleeps for a second on its thread and is canceled.
import { firstSuccess } from "@byturns/threads/first-success";
import type { Call, Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);
export const pool = { graceMs: 2_000 };

interface Input {
  readonly tasks: readonly Task[];
}

export async function run({ tasks }: Input, threads: Pool<typeof served>, { signal }: Call) {
  const racing = tasks.map((argument, task) => async (signal: AbortSignal) => {
    return { task, value: await threads.run("perform", argument, { signal }) };
  });
  return { winner: await firstSuccess(racing, { signal }), failures: [], observed: null };
}
