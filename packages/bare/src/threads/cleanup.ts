// Tasks one after another, each one message to a thread, which cleans up before it answers.
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./cleanup.worker.ts";

export const worker = new URL("./cleanup.worker.ts", import.meta.url);

export async function run({ tasks }: { readonly tasks: number }, threads: Pool<typeof served>) {
  let [done, sum, failed] = [0, 0, 0];
  for (let task = 0; task < tasks; task++) {
    try {
      sum += await threads.run("closing", task);
      done += 1;
    } catch {
      failed += 1;
    }
  }
  return { done, sum, failed, observed: null };
}
