// A tree of async functions here; each leaf is one message to a thread, and one back.
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

const atOnce = 1_000;

export async function run({ levels }: { readonly levels: number }, threads: Pool<typeof served>) {
  let tasks = 0;
  const task = async (number: number, leaves: number): Promise<number> => {
    tasks += 1;
    if (leaves === 1) return threads.run("returning", number);
    const ofChild = leaves / 10;
    const children: Promise<number>[] = [];
    for (let child = 0; child < 10; child++) {
      const sum = task(number + child * ofChild, ofChild);
      children.push(sum);
      if (leaves > atOnce) await sum;
    }
    const sums = await Promise.all(children);
    return sums.reduce((sum, ofIt) => sum + ofIt, 0);
  };
  return { sum: await task(0, 10 ** levels), tasks };
}
