// Real computation, equal everywhere and of a chosen length: what tasks do while they hold a thread.

/** Rounds of mixing in one unit: about a microsecond on a current machine. */
const roundsPerUnit = 600;

/**
 * Computes for about `units` microseconds, and returns a number that only this computing leads to.
 *
 * A chain of integer mixing, each round of which needs the one before: no engine can skip, reorder or vectorize it, and
 * it allocates nothing. It can be cut anywhere: `compute(a + b, seed)` is `compute(b, compute(a, seed))`.
 *
 * @param units how much to compute; an integer >= 0. How long a unit takes is up to the processor and the engine.
 * @param seed where to begin; an integer, of which the lowest 32 bits count.
 * @returns an integer from 0 to 2^32 - 1; `compute(0, seed)` is the seed itself.
 * @throws RangeError when `units` or `seed` is not such an integer.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compute } from "@byturns/context";
 *
 * assert.equal(compute(20, 1), compute(15, compute(5, 1)));
 * ```
 */
export function compute(units: number, seed: number): number {
  if (!Number.isSafeInteger(units) || units < 0) {
    throw new RangeError(`Cannot compute ${units} units: units must be an integer >= 0`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`Cannot compute from the seed ${seed}: seed must be an integer`);
  }
  let state = seed | 0;
  for (let unit = 0; unit < units; unit++) {
    for (let round = 0; round < roundsPerUnit; round++) {
      // The finalizer of MurmurHash3 and the constant of the golden ratio: a bijection without a fixed point at 0.
      state = (Math.imul(state ^ (state >>> 16), 0x85ebca6b) + 0x9e3779b9) | 0;
    }
  }
  return state >>> 0;
}
