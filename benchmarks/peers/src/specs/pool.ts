// What a pool of threads itself costs: tasks that do nothing, one after another and many at once.
import type { AnySpec } from "@byturns/spec";
import { type CostInput, costOf } from "./cost.ts";

const pool = {
  id: "pool",
  title: "Pool of threads",
  origin: "What worker pools are compared by: a task there and back, alone and among others.",
};
/** Many at once. */
const bench: CostInput = { items: 2_048, limit: 64 };

export const poolCost: AnySpec = {
  ...costOf(pool, bench),
  inputs: {
    test: { items: 100, limit: 64 },
    bench,
    "bench-one": { items: 200, limit: 1 },
  },
};
