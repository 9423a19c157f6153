// Compares two cells by the lower half of all their forks: J. L. Gastwirth, "Percentile modifications of two sample
// rank tests" (1965), with the estimate and interval after J. L. Hodges and E. L. Lehmann, "Estimates of location based
// on rank tests" (1963). Other load on a machine only makes forks slower, so the lower half reflects the code; all
// ranks above it score the same, and a slow fork weighs no more than one in the middle.
import { checkFinite, checkPositive, checkShare } from "../figures/check-values.ts";
import type { Interval } from "../verdict.ts";
import { beyond, beyondQuantile } from "./normal.ts";

/** Samples with at most this many values together are tested exactly. */
const exactUpTo = 130;

/** Samples with ties are tested exactly where that takes at most this many steps, some 5 ms. */
const mostSteps = 2e6;

/** The smallest p that the normal approximation can distinguish from 0. */
const smallestP = 1e-15;

/**
 * The two-sided rank test with scores that grow with the rank up to the middle of all values, and no further. Exact
 * with at most 130 values in both samples together, and with ties while there are few ways to share scores, as with up
 * to about 10 values each; otherwise by the normal approximation, corrected for ties and for continuity. Calls of a few
 * microseconds tie, because clocks have steps, and by the approximation 6 forks a side can never differ.
 *
 * @returns the probability of a difference at least this large between equal cells, above 0, at most 1.
 * @throws RangeError when a sample is empty or holds a value that is not finite.
 * @example
 * ```ts
 * lowerHalfTest([1, 2, 3], [4, 5, 6]); // 0.1
 * ```
 */
export function lowerHalfTest(a: readonly number[], b: readonly number[]): number {
  checkFinite(a, "a");
  checkFinite(b, "b");
  const [m, n] = [a.length, b.length];
  const sum = sumOf(Float64Array.from(a).sort(), Float64Array.from(b).sort());
  const all = Float64Array.of(...a, ...b).sort();
  const scores = sharedScores(all);
  if (m + n <= exactUpTo) {
    if (isDistinct(all)) return twoSided(lawOf(m, n), sum);
    const unit = unitOf(all);
    const inUnits = scores.map((score) => Math.round(score * unit));
    // Of the smaller sample, so that it does not matter which of them is which.
    const fewer = Math.min(m, n);
    if (fewer * (m + n) * largestSum(inUnits, fewer) <= mostSteps) {
      const ofA = Math.round(sum * unit);
      return twoSided(tailsOf(countSums(inUnits, fewer)), m <= n ? ofA : largestSum(inUnits, m + n) - ofA);
    }
  }
  const { mean, variance } = momentsOf(scores, m, n);
  if (variance <= 0) return 1;
  const distance = Math.max(0, Math.abs(sum - mean) - halfStep);
  return Math.min(1, Math.max(smallestP, beyond(distance / Math.sqrt(variance))));
}

/**
 * The factor for `b` at which the test finds no difference at all, and the interval: all factors for which it finds
 * none at `level`. Assumes no distribution, and is little affected by forks that were slow as a whole. Where the test
 * finds no difference even if one sample lies wholly above the other (up to 3 forks a side; 5 against 45, since 5 of 50
 * are in the upper half by chance often enough), the interval has no end on that side, and the most extreme ratio is
 * used instead. Exchanging a and b gives the inverse.
 *
 * @param level above 0 and below 1. Default 0.05, for an interval of 95 %.
 * @throws RangeError when a sample is empty, a value is not finite and above 0, or `level` is out of bounds.
 * @example
 * ```ts
 * lowerHalfRatio([22, 20, 24], [10, 10, 10]); // { estimate: 2, low: 2, high: 2.4 }
 * ```
 */
export function lowerHalfRatio(a: readonly number[], b: readonly number[], level: number = 0.05): Interval {
  checkPositive(a, "a");
  checkPositive(b, "b");
  checkShare(level, "level");
  const [logA, logB] = [Float64Array.from(a, Math.log).sort(), Float64Array.from(b, Math.log).sort()];
  const [m, n] = [a.length, b.length];
  const shifts = Float64Array.from({ length: m * n }, (_, i) => {
    return (logA[Math.floor(i / n)] as number) - (logB[i % n] as number);
  }).sort();
  // The sum of a's scores when `count` of all shifts are below b's shift: the more, the smaller.
  const sumAt = (count: number) => {
    const low = shifts[count - 1] ?? (shifts[0] as number) - 1;
    // The search below reads no count beyond the last shift.
    const high = shifts[count] as number;
    return sumOf(logA, logB, (low + high) / 2);
  };
  /** The smallest count at which the sum is at most that. */
  const firstAtMost = (most: number) => {
    let [from, to] = [0, m * n];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (sumAt(middle) <= most) to = middle;
      else from = middle + 1;
    }
    return from;
  };
  const law = lawOf(m, n);
  const { mean } = law;
  const { low, high } = acceptedBy(law, level);
  const shiftAt = (index: number) => Math.exp(shifts[Math.min(m * n - 1, Math.max(0, index))] as number);
  const estimate = Math.sqrt(
    shiftAt(firstAtMost(mean + tolerance) - 1) * shiftAt(firstAtMost(mean - tolerance) - 1),
  );
  return { estimate, low: shiftAt(firstAtMost(high) - 1), high: shiftAt(firstAtMost(low - 1) - 1) };
}

/**
 * Whether the interval of `lowerHalfRatio` has an end on both sides: whether the test would reject equality if either
 * sample lay wholly above the other.
 */
export function hasBothEnds(m: number, n: number, level: number = 0.05): boolean {
  checkShare(level, "level");
  const scores = scoresOf(m + n);
  const { low, high } = acceptedBy(lawOf(m, n), level);
  return low > largestSum(scores, m + n) - largestSum(scores, n) && high < largestSum(scores, m);
}

/** A tolerance far below the smallest possible difference between two sums, or a sum and the mean. */
const tolerance = 1e-9;

/** Half the distance between neighboring sums: scores are odd numbers. */
const halfStep = 1;

/** Twice the rank minus 1, constant from the middle rank on: integers. */
function scoresOf(count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.min(2 * i + 1, count));
}

/** For values in ascending order; equal values share the mean of their scores. */
function sharedScores(sorted: Float64Array): number[] {
  const scores = scoresOf(sorted.length);
  return Array.from(sorted, (value) => {
    const shared = scores.slice(sorted.indexOf(value), sorted.lastIndexOf(value) + 1);
    return shared.reduce((sum, score) => sum + score, 0) / shared.length;
  });
}

/** The sum of a's scores, for samples in ascending order. Equal values share the mean of their scores. */
function sumOf(a: Float64Array, b: Float64Array, moved = 0): number {
  const total = a.length + b.length;
  let [sum, i, j] = [0, 0, 0];
  while (i < a.length) {
    const value = a[i] as number;
    while (j < b.length && (b[j] as number) + moved < value) j += 1;
    const rank = i + j;
    let ofA = 1;
    while (a[i + ofA] === value) ofA += 1;
    i += ofA;
    let ties = ofA;
    while (j < b.length && (b[j] as number) + moved === value) {
      ties += 1;
      j += 1;
    }
    let scores = 0;
    for (let k = rank; k < rank + ties; k++) scores += Math.min(2 * k + 1, total);
    sum += (scores * ofA) / ties;
  }
  return sum;
}

/** Of the sum of a's scores when every assignment of the scores is equally likely. */
function momentsOf(scores: readonly number[], m: number, n: number) {
  const total = m + n;
  const mean = scores.reduce((sum, score) => sum + score, 0) / total;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return { mean: m * mean, variance: total < 2 ? 0 : ((m * n) / (total * (total - 1))) * squares };
}

/** The distribution of the sum of a's scores between equal cells. */
interface Law {
  readonly mean: number;
  readonly variance: number;
  /** Empty if not computed exactly: P(sum <= s) for every s, and P(sum >= s). */
  readonly atMost: Float64Array;
  readonly atLeast: Float64Array;
}

const laws = new Map<string, Law>();

function lawOf(m: number, n: number): Law {
  const key = `${m},${n}`;
  const known = laws.get(key);
  if (known !== undefined) return known;
  const { mean, variance } = momentsOf(scoresOf(m + n), m, n);
  const isCounted = m + n <= exactUpTo;
  const ways = isCounted ? countSums(scoresOf(m + n), m) : new Float64Array();
  const law = { mean, variance, ...tailsOf(ways) };
  laws.set(key, law);
  return law;
}

/** The sums, from low to high, that a two-sided test at this level accepts. */
function acceptedBy({ mean, variance, atMost, atLeast }: Law, level: number) {
  if (atMost.length > 0) {
    return {
      low: atMost.findIndex((share) => share > level / 2),
      high: atLeast.findLastIndex((share) => share > level / 2),
    };
  }
  const reach = beyondQuantile(level) * Math.sqrt(variance) + halfStep;
  return { low: Math.ceil(mean - reach), high: Math.floor(mean + reach) };
}

/** The smallest number that makes all shared scores integers: the least common multiple of how many values tie. */
function unitOf(sorted: Float64Array): number {
  const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b));
  return sorted.reduce((unit, value) => {
    const ties = sorted.lastIndexOf(value) - sorted.indexOf(value) + 1;
    return (unit / divisorOf(unit, ties)) * ties;
  }, 1);
}

/** The sum of the m largest of scores in ascending order. */
function largestSum(scores: readonly number[], m: number): number {
  return scores.slice(-m).reduce((sum, score) => sum + score, 0);
}

/** The number of ways in which m of the scores, integers in ascending order, have each sum. */
function countSums(scores: readonly number[], m: number): Float64Array {
  const most = largestSum(scores, m);
  // ways[k][s]: the ways to choose k of the scores so far with the sum s.
  const ways = Array.from({ length: m + 1 }, () => new Float64Array(most + 1));
  (ways[0] as Float64Array)[0] = 1;
  scores.forEach((score, seen) => {
    for (let k = Math.min(m, seen + 1); k >= 1; k--) {
      const [to, from] = [ways[k] as Float64Array, ways[k - 1] as Float64Array];
      for (let s = score; s <= most; s++) to[s] = (to[s] as number) + (from[s - score] as number);
    }
  });
  return ways[m] as Float64Array;
}

/** P(sum <= s) for every s, and P(sum >= s). */
function tailsOf(ways: Float64Array): Pick<Law, "atMost" | "atLeast"> {
  // Each tail is summed from its own end: 1 minus the other loses everything below 1e-16.
  return { atMost: sharesUpTo(ways), atLeast: sharesUpTo(ways.toReversed()).reverse() };
}

function twoSided({ atMost, atLeast }: Pick<Law, "atMost" | "atLeast">, sum: number): number {
  return Math.min(1, 2 * Math.min(atMost[sum] as number, atLeast[sum] as number));
}

/** The cumulative share of all ways up to each sum. */
function sharesUpTo(ways: Float64Array): Float64Array {
  const all = ways.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return ways.map((count) => {
    sum += count;
    return sum / all;
  });
}

function isDistinct(sorted: Float64Array): boolean {
  return sorted.every((value, i) => i === 0 || value !== sorted[i - 1]);
}
