// The questions that are put only here, a line each.
import { type AnySpec, specs as examples } from "@byturns/spec";
import { costOf } from "./cost.ts";

const asked = [costOf(examples["bounded-map"], { items: 10_000, limit: 8 })];

/** Every question of our own, by its id. */
export const specs: Readonly<Record<string, AnySpec>> = Object.fromEntries(
  asked.map((spec) => [spec.id, spec]),
);
