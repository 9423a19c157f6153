// A shape of skynet on promises: all children are begun, then awaited one after another; a million live at one time.

import { skynetBy } from "../adapters/skynet-shapes.ts";
import { contender } from "../contender.ts";

export const port = contender("promises-in-order", {
  skynet: skynetBy(async (child) => {
    const children: Promise<number>[] = [];
    for (let index = 0; index < 10; index++) children.push(child(index));
    let sum = 0;
    for (const one of children) sum += await one;
    return sum;
  }),
});
