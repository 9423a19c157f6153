// The same helper; a task is one message to a thread, and one back.
import { allOrNothing } from "@byturns/threads/all-or-nothing";
import type { Call, Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

export async function run(
  { tasks }: { readonly tasks: readonly Task[] },
  threads: Pool<typeof served>,
  { signal }: Call,
) {
  const all = tasks.map((task) => (signal: AbortSignal) => threads.run("perform", task, { signal }));
  return { results: await allOrNothing(all, { signal }), failedTask: null, observed: null };
}
