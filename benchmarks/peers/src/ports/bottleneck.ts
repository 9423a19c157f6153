// bottleneck: a scheduler of jobs with limits of many kinds.
import Bottleneck from "bottleneck";
import { type Helpers, peer } from "../helpers.ts";

export const helpers: Helpers = {
  "rate-limit": {
    // Its reservoirs are refilled every 250 ms or a multiple; for shorter intervals it spaces starts evenly.
    full: (limit, intervalMs) => {
      const limiter = new Bottleneck({ minTime: intervalMs / limit });
      return {
        run: (task, { signal }) =>
          limiter.schedule(() => {
            signal?.throwIfAborted();
            return task();
          }),
      };
    },
    bare: (limit) => {
      const limiter = new Bottleneck({ reservoir: limit });
      return { run: (item, task) => limiter.schedule(task, item), close: () => limiter.disconnect() };
    },
  },
};

export const port = peer("bottleneck", helpers);
