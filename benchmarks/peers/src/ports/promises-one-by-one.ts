// A shape of skynet on promises: a child begins when the one before has ended. No two live at one time, so it is no
// longer a tree of tasks but the bound that such a tree cannot beat.

import { skynetBy } from "../adapters/skynet-shapes.ts";
import { contender } from "../contender.ts";

export const port = contender("promises-one-by-one", {
  skynet: skynetBy(async (child) => {
    let sum = 0;
    for (let index = 0; index < 10; index++) sum += await child(index);
    return sum;
  }),
});
