// Reading a distribution that an output holds.

/**
 * The smallest of `values` that a share `q` of them does not exceed.
 *
 * @param q from 0 to 1: 0.5 for the median, 0.99, 1 for the largest.
 * @returns undefined when there are none.
 * @throws RangeError when `q` is out of bounds.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { quantile } from "@byturns/spec/distribution";
 *
 * assert.equal(quantile([3, 1, 2], 0.5), 2);
 * ```
 */
export function quantile(values: readonly number[], q: number): number | undefined {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`Cannot read the quantile ${q}: it must be from 0 to 1`);
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
}
