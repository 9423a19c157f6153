// Whether a cell's forks fall into two groups, so that one median would describe neither. The thresholds were chosen by
// simulation: see "Two modes" in docs/statistics.md.

import { median } from "../figures/distribution.ts";
import { fewRunsP } from "./runs-test.ts";
import { sigClustP } from "./sig-clust.ts";
import { twoMeans } from "./two-means.ts";

/** With fewer forks no two groups can be told from noise. */
const leastForks = 6;
/** A single fork is an outlier. */
const leastInGroup = 2;
/** The same as a share of all forks, for where these are many. */
const leastShare = 0.1;
/** Groups whose medians are closer than this factor are not worth two figures. */
export const leastRatio = 1.25;
/** The largest p of SigClust. */
const level = 0.001;
/** The least separation: a tail that is taken for a group is wide, so that its separation is small. */
const leastSeparation = 6;
/** The largest p at which the groups are taken for a change in time. */
const changeLevel = 0.05;

/** Two groups of values. */
export interface Split {
  /** For each value whether it is in the upper group. */
  readonly isUpper: readonly boolean[];
  /** The p of SigClust. */
  readonly p: number;
}

/**
 * Splits logarithms of figures into two groups, if they are two: both have at least 2 values and a tenth of all, their
 * medians are at least a factor of 1.25 apart, their means far for their spread, SigClust finds them, and they take
 * turns in time.
 *
 * @param logs in order of time.
 */
export function splitOf(logs: readonly number[]): Split | undefined {
  const size = logs.length;
  if (size < leastForks) return undefined;
  const sorted = Float64Array.from(logs).sort();
  const { lower, clusterIndex } = twoMeans(sorted);
  if (Math.min(lower, size - lower) < Math.max(leastInGroup, leastShare * size)) return undefined;
  const [below, above] = [[...sorted.subarray(0, lower)], [...sorted.subarray(lower)]];
  if (median(above) - median(below) < Math.log(leastRatio)) return undefined;
  if (separation(below, above) < leastSeparation) return undefined;
  const least = above[0] as number;
  const isUpper = logs.map((value) => value >= least);
  if (isOneChange(isUpper)) return undefined;
  const p = sigClustP(clusterIndex, size);
  return p > level ? undefined : { isUpper, p };
}

/**
 * Ashman's D: the distance of two means as so many of the groups' root mean square standard deviations (Ashman, Bird and
 * Zepf, "Detecting bimodality in astronomical datasets", Astronomical Journal 108, 1994). Infinite for groups without
 * spread.
 *
 * @param below at least 2 values, like `above`.
 */
export function separation(below: readonly number[], above: readonly number[]): number {
  const [one, other] = [momentsOf(below), momentsOf(above)];
  return (other.mean - one.mean) / Math.sqrt((one.variance + other.variance) / 2);
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

/** Whether all of one group came before all of the other, or nearly so: then something changed, and nothing takes turns. */
export function isOneChange(isUpper: readonly boolean[]): boolean {
  const changes = isUpper.filter((is, i) => i > 0 && is !== isUpper[i - 1]).length;
  return changes <= 1 || fewRunsP(isUpper) <= changeLevel;
}
