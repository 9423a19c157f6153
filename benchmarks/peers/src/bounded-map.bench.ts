// Our bounded map beside p-map, which most code that maps with a bound has, and p-limit.
import { defineExample } from "byturns";
import { check, itself, numbersTo, summed, units } from "./cost.ts";

export default defineExample({
  question: "What does a bounded map itself cost an item?",
  inputs: { bench: { items: 10_000, limit: 8 } },
  units,
  check,
  models: {
    promises: {
      open: () => import("@byturns/promises/bounded-map"),
      run: async ({ items, limit }, _, { boundedMap }) =>
        summed(await boundedMap(numbersTo(items), limit, itself)),
    },
    "p-map": {
      open: () => import("p-map"),
      run: async ({ items, limit }, _, { default: pMap }) =>
        summed(await pMap(numbersTo(items), itself, { concurrency: limit })),
    },
    "p-limit": {
      open: () => import("p-limit"),
      run: async ({ items, limit }, _, { default: pLimit }) =>
        summed(await pLimit(limit).map(numbersTo(items), itself)),
    },
  },
});
