// Describes a set of observations. Nothing is dropped, neither the slowest nor the fastest.
import { quantileSorted } from "d3-array";
import { checkFinite } from "./check-values.ts";

export interface Distribution {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly min: number;
  readonly max: number;
  /** Interquartile range divided by the absolute median; 0 if the median is 0. */
  readonly spread: number;
}

/** A sorted copy as a typed array, for resampling. */
export function sortedCopy(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/** Like `quantile`, for sorted values, of which there is at least one. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  // d3 accepts any indexed sequence; its types allow only arrays.
  return quantileSorted(sorted as unknown as number[], share) as number;
}

/**
 * A quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan, "Sample quantiles in
 * statistical packages", The American Statistician 50 (1996), the default of R, NumPy and d3.
 *
 * @param share 0 … 1.
 * @throws RangeError when there is no value, one is not finite, or `share` is out of bounds.
 * @example
 * ```ts
 * quantile([1, 2, 3, 4], 0.5); // 2.5
 * ```
 */
export function quantile(values: readonly number[], share: number): number {
  checkFinite(values, "a quantile's values");
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`Cannot take the quantile ${share}: the share must be within 0 … 1`);
  }
  return quantileOfSorted(sortedCopy(values), share);
}

/**
 * @throws RangeError when there is no value, or one is not finite.
 * @example
 * ```ts
 * median([3, 1, 2]); // 2
 * ```
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The median of values with multiplicities: the same as `median` of the expanded list.
 *
 * @param counted each value with its number of occurrences, an integer >= 1.
 * @throws RangeError when there is no value, or one is not finite.
 * @example
 * ```ts
 * medianOfCounted([{ value: 9, times: 1 }, { value: 2, times: 3 }]); // 2
 * ```
 */
export function medianOfCounted(
  counted: readonly { readonly value: number; readonly times: number }[],
): number {
  checkFinite(
    counted.map(({ value }) => value),
    "a median's values",
  );
  const sorted = counted.toSorted((one, other) => one.value - other.value);
  const all = sorted.reduce((sum, { times }) => sum + times, 0);
  const at = (place: number) => {
    let before = 0;
    return sorted.find(({ times }) => {
      before += times;
      return before > place;
    })?.value as number;
  };
  return (at(Math.floor((all - 1) / 2)) + at(Math.floor(all / 2))) / 2;
}

/**
 * Median, quartiles, extremes and spread.
 *
 * @throws RangeError when there is no value, or one is not finite.
 */
export function distribution(values: readonly number[]): Distribution {
  checkFinite(values, "a distribution's values");
  const sorted = sortedCopy(values);
  const at = (share: number) => quantileOfSorted(sorted, share);
  const [middle, lowerQuartile, upperQuartile] = [at(0.5), at(0.25), at(0.75)];
  return {
    median: middle,
    lowerQuartile,
    upperQuartile,
    min: at(0),
    max: at(1),
    spread: middle === 0 ? 0 : (upperQuartile - lowerQuartile) / Math.abs(middle),
  };
}
