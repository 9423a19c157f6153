// The same helper; a task is one message to a thread, and one back, and one of them fails.
import { settleAll } from "@byturns/threads/settle-all";
import type { Call, Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly tasks: readonly Task[];
}

export async function run({ tasks }: Input, threads: Pool<typeof served>, { signal }: Call) {
  const settled = await settleAll(
    tasks.map((task) => (signal: AbortSignal) => threads.run("perform", task, { signal })),
    { signal },
  );
  const outcomes = settled.map((outcome) =>
    outcome.status === "fulfilled"
      ? { ended: "done", value: outcome.value }
      : { ended: "failed", value: null },
  );
  return { outcomes, observed: null };
}
