// skynet on processes.
//
// Start: each leaf is a task of the pool; this process has the tasks above them, because only it can ask the pool.
// Cancel: by a message, or before the leaf is asked for. Fail: the failure comes back as data and is rebuilt. Cost:
// part of a message each way per leaf. Branches of more than a thousand leaves are taken one after another, depth first
// as in the other models: a million tasks asked for at once would be a million in memory.
import type { ExampleContext } from "@byturns/context";
import type { SkynetInput, SkynetOutput } from "@byturns/spec/skynet";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./skynet.child.ts";

export const child = new URL("./skynet.child.ts", import.meta.url);
/** A leaf is over sooner than a message can be answered: a process always has the next ones at hand. */
export const pool = { tasksPerProcess: Number.POSITIVE_INFINITY };

const atOnce = 1_000;

/** Adds up the numbers of all leaves. Rejects when the context's signal is aborted. */
export async function skynet(
  { levels }: SkynetInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<SkynetOutput> {
  let tasks = 0;
  const task = async (number: number, leaves: number): Promise<number> => {
    context.signal.throwIfAborted();
    tasks += 1;
    if (leaves === 1) return processes.run("leaf", number);
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
  const root = context.running("begin", () => task(0, 10 ** levels));
  return { sum: await context.waiting("add up", root), tasks };
}
