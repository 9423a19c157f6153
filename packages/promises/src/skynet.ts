// skynet on promises.
//
// Start: calling an async function runs it up to its first await; a task calls all of its children and then awaits
// them. Cancel: the signal is checked before the first task; the tree is built within one turn of the event loop, so it
// cannot be aborted meanwhile. Fail: the first failure rejects its parent. Cost: one promise per task. Branches of more
// than a hundred leaves are taken one after another, depth first as in the other models: with a million promises alive
// at once, a million leaves took several times as long and three times the memory, and even more on two runtimes with
// `Promise.all`. A leaf is an async function of its own, which costs a fifth to a third less than one that holds a
// branch's loop as well.

import type { ExampleContext } from "@byturns/context";
import type { SkynetInput, SkynetOutput } from "@byturns/spec/skynet";

const atOnce = 100;

/** Adds up the numbers of all leaves. Rejects when the context's signal is aborted. */
export async function skynet({ levels }: SkynetInput, context: ExampleContext): Promise<SkynetOutput> {
  context.signal.throwIfAborted();
  let tasks = 0;
  const task = (number: number, leaves: number): Promise<number> => {
    tasks += 1;
    return leaves === 1 ? leaf(number) : branch(number, leaves);
  };
  const leaf = async (number: number) => number;
  const branch = async (number: number, leaves: number) => {
    const ofChild = leaves / 10;
    const children: Promise<number>[] = [];
    for (let child = 0; child < 10; child++) {
      const sum = task(number + child * ofChild, ofChild);
      children.push(sum);
      if (leaves > atOnce) await sum;
    }
    let sum = 0;
    for (const child of children) sum += await child;
    return sum;
  };
  const root = context.running("begin", () => task(0, 10 ** levels));
  return { sum: await context.waiting("add up", root), tasks };
}
