// Cost against a swept input: how fast it grows, and the cost of one more.
import { linearRegression, linearRegressionLine, rSquared } from "simple-statistics";
import { checkPositive } from "../figures/check-values.ts";
import { median, quantileOfSorted, sortedCopy } from "../figures/distribution.ts";
import type { BootstrapOptions } from "../tests/ratio-of-medians.ts";
import { checkResamples, defaultResamples, randomStream, resampledMedians } from "../tests/resampling.ts";
import type { Interval } from "../verdict.ts";

/** The forks of one cell of a sweep. */
export interface SweptCell {
  /** The swept input, > 0. */
  readonly value: number;
  /** One figure per fork, > 0. */
  readonly figures: readonly number[];
}

/** `figure = scale × value ^ exponent`, and the slope of the figure itself. */
export interface Scaling {
  readonly exponent: Interval;
  readonly scale: number;
  /** Share of the variance of the logarithms that the line explains, 0 … 1. */
  readonly r2: number;
  /** The cost of one more, for example bytes per task: the least-squares slope of the medians, without logarithms. */
  readonly perUnit: Interval;
  readonly points: readonly { readonly value: number; readonly median: number }[];
}

/**
 * Fits both lines to the cells' medians, with intervals from resampling the forks of every cell.
 *
 * @throws RangeError when there are fewer than 3 different values, a value or figure is not finite and above 0, or
 * `resamples` is out of bounds.
 * @example
 * ```ts
 * const cells = [1, 10, 100].map((value) => ({ value, figures: [3 * value ** 2] }));
 * fitScaling(cells).exponent.estimate; // 2
 * ```
 */
export function fitScaling(
  cells: readonly SweptCell[],
  { resamples = defaultResamples, seed = 1 }: BootstrapOptions = {},
): Scaling {
  checkResamples(resamples);
  const swept = checkSweep(cells, 3);
  const values = swept.map(({ value }) => value);
  const medians = swept.map(({ figures }) => median(figures));
  const logLog = values.map((value, i) => [Math.log(value), Math.log(medians[i] as number)]);
  const line = linearRegression(logLog);
  const resampled = resampleSweep(swept, resamples, seed, "");
  const slopes = (x: readonly number[], read: (figure: number) => number) => {
    const weights = slopeWeights(x);
    const sorted = new Float64Array(resamples);
    for (let r = 0; r < resamples; r++) {
      let slope = 0;
      for (let i = 0; i < weights.length; i++) {
        slope += (weights[i] as number) * read((resampled[i] as Float64Array)[r] as number);
      }
      sorted[r] = slope;
    }
    sorted.sort();
    const at = (share: number) => quantileOfSorted(sorted, share);
    return { low: at(0.025), high: at(0.975) };
  };
  return {
    exponent: { estimate: line.m, ...slopes(values.map(Math.log), Math.log) },
    scale: Math.exp(line.b),
    // If all medians are equal there is no variance to explain.
    r2: Math.min(...medians) === Math.max(...medians) ? 1 : rSquared(logLog, linearRegressionLine(line)),
    perUnit: {
      estimate: linearRegression(values.map((value, i) => [value, medians[i] as number])).m,
      ...slopes(values, (figure) => figure),
    },
    points: values.map((value, i) => ({ value, median: medians[i] as number })),
  };
}

/**
 * The cells of a sweep in ascending order.
 *
 * @throws RangeError when there are fewer than `least`, two have the same value, or a number is out of bounds.
 */
export function checkSweep(cells: readonly SweptCell[], least: number): readonly SweptCell[] {
  const swept = cells.toSorted((one, other) => one.value - other.value);
  if (swept.length < least) {
    throw new RangeError(`Cannot fit ${swept.length} swept values: there must be at least ${least}`);
  }
  checkPositive(
    swept.map(({ value }) => value),
    "the swept values",
  );
  swept.forEach(({ value, figures }, i) => {
    checkPositive(figures, `the figures at ${value}`);
    if (swept[i - 1]?.value === value) {
      throw new RangeError(`Cannot fit the swept value ${value} twice: each must be given once`);
    }
  });
  return swept;
}

/** Resampled medians, one column per cell; every cell has its own stream. */
export function resampleSweep(
  swept: readonly SweptCell[],
  resamples: number,
  seed: number,
  name: string,
): readonly Float64Array[] {
  return swept.map(({ value, figures }) =>
    resampledMedians(sortedCopy(figures), resamples, randomStream(seed, `${name}=${value}`)),
  );
}

/** A least-squares slope is a weighted sum of the ordinates; these are the weights. */
function slopeWeights(x: readonly number[]): readonly number[] {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const squares = x.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return x.map((value) => (value - mean) / squares);
}
