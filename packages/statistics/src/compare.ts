// Compares two cells, or many pairs: estimate, interval, test and verdict in one place.
import { checkPositive } from "./figures/check-values.ts";
import { holm } from "./tests/holm.ts";
import { hasBothEnds, lowerHalfRatio, lowerHalfTest } from "./tests/lower-half.ts";
import { mannWhitney } from "./tests/mann-whitney.ts";
import { pairwiseRatio } from "./tests/pairwise-ratio.ts";
import { ratioOfMedians } from "./tests/ratio-of-medians.ts";
import {
  type Claim,
  claimOf,
  differs,
  equivalenceBand,
  falseAlarmLevel,
  type Interval,
  type Verdict,
  verdictOf,
} from "./verdict.ts";

export interface CompareOptions {
  /** The range that counts as equivalent, as a factor >= 1; default 1.03. A limit of 5 % is a band of 1.05. */
  readonly band?: number | undefined;
  /**
   * Which values are better; default `lower`. Disturbances make values worse, so the comparison uses the better ones.
   */
  readonly better?: "lower" | "higher" | undefined;
  /**
   * `lowerHalf` (default): Gastwirth's test of the better half of all forks, and the corresponding ratio. For
   * reference, with the Mann–Whitney test: `pairwise`, the median of all pairwise ratios; `medians`, the ratio of
   * medians, by bootstrap.
   */
  readonly estimator?: "lowerHalf" | "pairwise" | "medians" | undefined;
  /** The largest p that counts as different; default 0.01. One of several looks has a lower level. */
  readonly level?: number | undefined;
  /** The interval contains the ratios that a test at this level does not reject; default 0.05. `lowerHalf` only. */
  readonly intervalLevel?: number | undefined;
  /** For `medians`: the number of resamples, >= 100, default 10,000; and their seed, default 1. */
  readonly resamples?: number | undefined;
  readonly seed?: number | undefined;
}

/** The result for the ratio a / b. */
export interface CellComparison {
  readonly ratio: Interval;
  readonly verdict: Verdict;
  readonly claim: Claim;
  /** Of the cell with fewer. */
  readonly forks: number;
  /** Two-sided: the probability of a difference at least this large between equal cells. */
  readonly p: number;
  /** Whether the interval has an end on both sides. With too few forks it is no more than the range of all ratios. */
  readonly isBounded: boolean;
}

/**
 * Compares two cells by their forks' observations.
 *
 * @param a one value per fork, each > 0; the order does not matter.
 * @throws TypeError when a value is not a number; RangeError when there is none, one is not finite and above 0, the
 * band is below 1, or `resamples` is out of bounds.
 * @example
 * ```ts
 * const b = [10, 11, 12, 10, 11, 12, 10, 11, 12, 10];
 * compareCells(b.map((ms) => ms * 2), b).verdict; // "different"
 * ```
 */
export function compareCells(
  a: readonly number[],
  b: readonly number[],
  options: CompareOptions = {},
): CellComparison {
  const { band = equivalenceBand, level = falseAlarmLevel, intervalLevel } = options;
  if (!(band >= 1 && Number.isFinite(band))) {
    throw new RangeError(`Cannot compare with the band ${band}: it must be >= 1`);
  }
  checkPositive(a, "a");
  checkPositive(b, "b");
  const { ratio, p } = ratioAndTest(a, b, options);
  const forks = Math.min(a.length, b.length);
  const claim = claimOf(forks);
  const isBounded = hasBothEnds(a.length, b.length, intervalLevel);
  return { ratio, verdict: verdictOf(ratio, p, claim, band, level), claim, forks, p, isBounded };
}

function ratioAndTest(a: readonly number[], b: readonly number[], options: CompareOptions) {
  const { better = "lower", estimator = "lowerHalf", intervalLevel } = options;
  if (estimator === "pairwise") return { ratio: pairwiseRatio(a, b), p: mannWhitney(a, b).p };
  if (estimator === "medians") return { ratio: ratioOfMedians(a, b, options), p: mannWhitney(a, b).p };
  if (better === "lower") return { ratio: lowerHalfRatio(a, b, intervalLevel), p: lowerHalfTest(a, b) };
  const [inverseA, inverseB] = [a, b].map((values) => values.map((value) => 1 / value)) as [
    number[],
    number[],
  ];
  return { ratio: lowerHalfRatio(inverseB, inverseA, intervalLevel), p: lowerHalfTest(inverseA, inverseB) };
}

/**
 * Compares many pairs, with Holm's correction of all p values together.
 *
 * @throws the same errors as `compareCells`.
 */
export function compareAll<Pair extends { readonly a: readonly number[]; readonly b: readonly number[] }>(
  pairs: readonly Pair[],
  options: CompareOptions = {},
): (CellComparison & { readonly pair: Pair; readonly pHolm: number })[] {
  const compared = pairs.map((pair) => ({ pair, ...compareCells(pair.a, pair.b, options) }));
  const corrected = holm(compared.map(({ p }) => p));
  return compared.map((one, i) => ({ ...one, pHolm: corrected[i] as number }));
}

/**
 * How many pairs of identical cells were called different: a plan's check of itself.
 *
 * @throws the same errors as `compareCells`.
 */
export function countFalseAlarms(
  duplicates: readonly { readonly a: readonly number[]; readonly b: readonly number[] }[],
  options: CompareOptions = {},
): { readonly pairs: number; readonly different: number } {
  const different = duplicates.filter(({ a, b }) => differs(compareCells(a, b, options).verdict)).length;
  return { pairs: duplicates.length, different };
}
