// The same helper; every second task sleeps for a second on its thread and is cancelled.
import { firstSuccess } from "@byturns/threads/first-success";
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);
export const pool = { graceMs: 2_000 };

interface Input {
  readonly tasks: readonly { readonly pauseMs: number; readonly value: number }[];
}

export async function run({ tasks }: Input, threads: Pool<typeof served>) {
  const racing = tasks.map(({ pauseMs, value }, task) => async (signal: AbortSignal) => {
    if (pauseMs > 0) await threads.run("pause", pauseMs, { signal });
    else await threads.run("perform", value, { signal });
    return { task, value };
  });
  return { winner: await firstSuccess(racing), failures: [], observed: null };
}
