// The ratio of two cells' times: J. L. Hodges and E. L. Lehmann, "Estimates of location based on rank tests" (1963), on
// logarithms, with the interval of the Mann–Whitney test.
import { checkPositive } from "../figures/check-values.ts";
import { quantileOfSorted } from "../figures/distribution.ts";
import type { Interval } from "../verdict.ts";
import { pairsCutOff } from "./mann-whitney.ts";

/**
 * The median of all ratios of a value of `a` and a value of `b`, with its exact 95 % interval: the factors for `b` at
 * which a rank-sum test at 5 % finds no difference from `a`. Assumes no distribution, and is little affected by forks
 * that were slow as a whole. Up to 3 forks a side give no 95 % interval; then it spans all ratios. Exchanging a and b
 * gives the inverse.
 *
 * @throws RangeError when a sample is empty, or a value is not finite and above 0.
 * @example
 * ```ts
 * pairwiseRatio([22, 20, 24], [10, 10, 10]); // { estimate: 2.2, low: 2, high: 2.4 }
 * ```
 */
export function pairwiseRatio(a: readonly number[], b: readonly number[]): Interval {
  checkPositive(a, "a");
  checkPositive(b, "b");
  const logs = new Float64Array(a.length * b.length);
  const logB = b.map(Math.log);
  let count = 0;
  for (const value of a) {
    const log = Math.log(value);
    for (const other of logB) logs[count++] = log - other;
  }
  logs.sort();
  const cutOff = Math.max(1, pairsCutOff(a.length, b.length, 0.05));
  return {
    estimate: Math.exp(quantileOfSorted(logs, 0.5)),
    low: Math.exp(logs[cutOff - 1] as number),
    high: Math.exp(logs[count - cutOff] as number),
  };
}
