// Our mutex beside async-mutex, and p-limit with a limit of 1.
import { defineExample } from "byturns";
import { allAtOnce, check, units } from "./cost.ts";

export default defineExample({
  question: "What does a mutex itself cost a turn?",
  inputs: { bench: { items: 10_000, limit: 1 } },
  units,
  check,
  models: {
    promises: {
      open: () => import("@byturns/promises/mutex"),
      run({ items }, _, { Mutex }) {
        const mutex = new Mutex();
        return allAtOnce(items, (task) => mutex.run(task));
      },
    },
    "p-limit": {
      open: () => import("p-limit"),
      run: ({ items, limit }, _, { default: pLimit }) => allAtOnce(items, pLimit(limit)),
    },
    "async-mutex": {
      open: () => import("async-mutex"),
      run({ items }, _, { Mutex }) {
        const mutex = new Mutex();
        return allAtOnce(items, (task) => mutex.runExclusive(task));
      },
    },
  },
});
