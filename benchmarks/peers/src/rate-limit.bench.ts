// Our rate limit beside p-throttle, the small one, and bottleneck, the large one, where none of them ever delays.
import { defineExample } from "byturns";
import { allAtOnce, check, units } from "./cost.ts";

export default defineExample({
  question: "What does a rate limit itself cost a call that is within it?",
  inputs: { bench: { items: 200, limit: 200 } },
  units,
  check,
  models: {
    promises: {
      open: () => import("@byturns/promises/rate-limit"),
      run({ items, limit }, _, { RateLimit }) {
        const rate = new RateLimit(limit, 250);
        return allAtOnce(items, (task) => rate.run(task));
      },
    },
    "p-throttle": {
      open: () => import("p-throttle"),
      run({ items, limit }, _, { default: pThrottle }) {
        const throttle = pThrottle({ limit, interval: 250, strict: true });
        const throttled = throttle((task: () => Promise<number>) => task());
        return allAtOnce(items, (task) => throttled(task));
      },
    },
    bottleneck: {
      open: () => import("bottleneck"),
      async run({ items, limit }, _, { default: Bottleneck }) {
        const limiter = new Bottleneck({ reservoir: limit });
        const sum = await allAtOnce(items, (task) => limiter.schedule(task));
        await limiter.disconnect();
        return sum;
      },
    },
  },
});
