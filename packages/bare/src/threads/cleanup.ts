// Tasks one after another, each one message to a thread, which cleans up before it answers.
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./cleanup.worker.ts";

export const worker = new URL("./cleanup.worker.ts", import.meta.url);

export async function run({ tasks }: { readonly tasks: number }, threads: Pool<typeof served>) {
  let sum = 0;
  for (let task = 0; task < tasks; task++) sum += await threads.run("closing", task);
  return { done: tasks, sum, failed: 0, observed: null };
}
