// The uncertainty of a cell's median.

import type { Interval } from "../verdict.ts";
import { checkFinite } from "./check-values.ts";
import { median, sortedCopy } from "./distribution.ts";

/**
 * The median with the interval between two order statistics that covers it in at least 95 % of samples, whatever the
 * distribution (the sign test's). With fewer than 6 values no such interval exists, and it spans all of them.
 *
 * @throws RangeError when there is no value, or one is not finite.
 * @example
 * ```ts
 * medianInterval([1, 2, 3, 4, 5, 6]); // { estimate: 3.5, low: 1, high: 6 }
 * ```
 */
export function medianInterval(values: readonly number[]): Interval {
  checkFinite(values, "a median's values");
  const sorted = sortedCopy(values);
  const size = sorted.length;
  let cutOff = 0;
  let logChance = -size * Math.LN2;
  let tail = Math.exp(logChance);
  while (tail <= 0.025) {
    cutOff += 1;
    logChance += Math.log((size - cutOff + 1) / cutOff);
    tail += Math.exp(logChance);
  }
  const at = Math.max(0, cutOff - 1);
  return { estimate: median(values), low: sorted[at] as number, high: sorted[size - 1 - at] as number };
}
