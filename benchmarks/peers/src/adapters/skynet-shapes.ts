// Shapes of skynet on promises: what a task does with its ten children.

import type { ExampleContext } from "@byturns/context";
import type { SkynetInput, SkynetOutput } from "@byturns/spec/skynet";

/** The sum of a task's children; `child` is called with 0 to 9, and begins that one. */
export type Branch = (child: (index: number) => Promise<number>, leaves: number) => Promise<number>;

/** skynet, whose branches are added up by `branch`. */
export function skynetBy(branch: Branch) {
  return async ({ levels }: SkynetInput, { signal }: ExampleContext): Promise<SkynetOutput> => {
    signal.throwIfAborted();
    let tasks = 0;
    const leaf = async (number: number) => number;
    const task = (number: number, leaves: number): Promise<number> => {
      tasks += 1;
      if (leaves === 1) return leaf(number);
      const ofChild = leaves / 10;
      return branch((index) => task(number + index * ofChild, ofChild), leaves);
    };
    return { sum: await task(0, 10 ** levels), tasks };
  };
}
