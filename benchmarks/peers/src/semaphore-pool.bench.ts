// Our semaphore beside p-limit, the most installed of all, and async-mutex.
import { defineExample } from "byturns";
import { allAtOnce, check, units } from "./cost.ts";

export default defineExample({
  question: "What does a semaphore itself cost a permit?",
  inputs: { bench: { items: 10_000, limit: 8 } },
  units,
  check,
  models: {
    promises: {
      open: () => import("@byturns/promises/semaphore-pool"),
      run({ items, limit }, _, { Semaphore }) {
        const semaphore = new Semaphore(limit);
        return allAtOnce(items, (task) => semaphore.run(task));
      },
    },
    "p-limit": {
      open: () => import("p-limit"),
      run: ({ items, limit }, _, { default: pLimit }) => allAtOnce(items, pLimit(limit)),
    },
    "async-mutex": {
      open: () => import("async-mutex"),
      run({ items, limit }, _, { Semaphore }) {
        const semaphore = new Semaphore(limit);
        return allAtOnce(items, (task) => semaphore.runExclusive(task));
      },
    },
  },
});
