// Tasks in a queue in shared memory, all asked for and then awaited.
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);
export const pool = { by: "memory" } as const;

export async function run({ tasks }: { readonly tasks: number }, threads: Pool<typeof served>) {
  const promises: Promise<number>[] = [];
  for (let number = 0; number < tasks; number++) promises.push(threads.run("returning", number));
  const numbers = await Promise.all(promises);
  return { joined: promises.length, sum: numbers.reduce((sum, number) => sum + number, 0) };
}
