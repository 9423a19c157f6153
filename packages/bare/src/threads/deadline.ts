// The same helper, one task after the other; a task is one message to a thread, and one back.
import { deadline } from "@byturns/threads/deadline";
import type { Call, Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly tasks: readonly Task[];
  readonly deadlineMs: number;
}

export async function run({ tasks, deadlineMs }: Input, threads: Pool<typeof served>, { signal }: Call) {
  const outcomes: unknown[] = [];
  for (const task of tasks) {
    const perform = (signal: AbortSignal) => threads.run("perform", task, { signal });
    const returned = await deadline(perform, deadlineMs, { signal });
    outcomes.push({ ended: "done", value: returned });
  }
  return { outcomes, observed: null };
}
