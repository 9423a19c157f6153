// The questions that are asked only here, one line each.
import { type AnySpec, specs as examples } from "@byturns/spec";
import { costOf } from "./cost.ts";
import { poolCost } from "./pool.ts";

const asked = [
  costOf(examples["bounded-map"], { items: 10_000, limit: 8 }),
  costOf(examples["semaphore-pool"], { items: 10_000, limit: 8 }),
  costOf(examples.mutex, { items: 10_000, limit: 1 }),
  costOf(examples["bounded-queue"], { items: 10_000, limit: 64 }),
  costOf(examples.retry, { items: 2_000, limit: 8 }),
  costOf(examples["rate-limit"], { items: 200, limit: 200 }),
  costOf(examples["single-flight"], { items: 10_000, limit: 100 }),
  poolCost,
];

/** Every question of our own, by its id. */
export const specs: Readonly<Record<string, AnySpec>> = Object.fromEntries(
  asked.map((spec) => [spec.id, spec]),
);
