// The ratio of two medians, with an unpaired bootstrap interval: B. Efron, "Bootstrap methods: another look at the
// jackknife", The Annals of Statistics 7 (1979). Kept for comparison with a more powerful rule: see docs/statistics.md.
import { checkPositive } from "../figures/check-values.ts";
import { quantileOfSorted, sortedCopy } from "../figures/distribution.ts";
import type { Interval } from "../verdict.ts";
import { checkResamples, defaultResamples, randomStream, resampledMedians } from "./resampling.ts";

export interface BootstrapOptions {
  /** >= 100; default 10,000. */
  readonly resamples?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
}

/**
 * median(a) / median(b) with its 95 % percentile interval. Both are resampled independently, and the order of values
 * does not matter. Exchanging a and b gives the inverse.
 *
 * @throws RangeError when a sample is empty, a value is not finite and above 0, or `resamples` is out of bounds.
 * @example
 * ```ts
 * ratioOfMedians([11, 11, 11], [10, 10, 10]); // { estimate: 1.1, low: 1.1, high: 1.1 }
 * ```
 */
export function ratioOfMedians(
  a: readonly number[],
  b: readonly number[],
  { resamples = defaultResamples, seed = 1 }: BootstrapOptions = {},
): Interval {
  checkPositive(a, "a");
  checkPositive(b, "b");
  checkResamples(resamples);
  const [x, y] = [sortedCopy(a), sortedCopy(b)];
  // Which of the two streams a sample gets depends on its values and not on its side.
  const exchanged = comesBefore(y, x);
  const ofX = resampledMedians(x, resamples, randomStream(seed, exchanged ? "second" : "first"));
  const ofY = resampledMedians(y, resamples, randomStream(seed, exchanged ? "first" : "second"));
  const logs = ofX.map((value, i) => Math.log(value / (ofY[i] as number))).sort();
  return {
    estimate: quantileOfSorted(x, 0.5) / quantileOfSorted(y, 0.5),
    low: Math.exp(quantileOfSorted(logs, 0.025)),
    high: Math.exp(quantileOfSorted(logs, 0.975)),
  };
}

function comesBefore(x: Float64Array, y: Float64Array): boolean {
  const differsAt = x.findIndex((value, i) => value !== y[i]);
  return differsAt < 0 ? x.length < y.length : (x[differsAt] as number) < (y[differsAt] as number);
}
