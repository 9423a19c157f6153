// A shape of skynet on promises: children add themselves to their parent, and the last of them resolves it.

import { skynetBy } from "../adapters/skynet-shapes.ts";
import { contender } from "../contender.ts";

export const port = contender("promises-countdown", {
  skynet: skynetBy(
    (child) =>
      new Promise((resolve, reject) => {
        let [sum, left] = [0, 10];
        const add = (ofChild: number) => {
          sum += ofChild;
          left -= 1;
          if (left === 0) resolve(sum);
        };
        for (let index = 0; index < 10; index++) child(index).then(add, reject);
      }),
  ),
});
