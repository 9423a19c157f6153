// What may be claimed from a ratio, its interval and the number of forks. The reasons are in docs/statistics.md.

/**
 * - `different`: equality is ruled out at 1 %, and the estimate lies outside 1/1.03 … 1.03.
 * - `equivalent`: not different, and the whole 95 % interval lies inside 1/1.03 … 1.03.
 * - `close`: neither, and the whole interval lies inside 1/1.10 … 1.10.
 * - `inconclusive`: none of these; more forks may decide it.
 * - `indicative`: few forks, equality is ruled out at 5 %, and the whole 95 % interval lies beyond a factor of 2.
 * - `unclaimed`: too few forks for any claim about a difference.
 */
export type Verdict = "different" | "equivalent" | "close" | "inconclusive" | "indicative" | "unclaimed";

/**
 * What a number of forks may claim.
 *
 * - `correctness`: that outputs are correct, and nothing about speed.
 * - `indicative`: differences by a factor of 2 and more.
 * - `verdicts`: all verdicts.
 */
export type Claim = "correctness" | "indicative" | "verdicts";

/** An estimate with its 95 % interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Ratios closer to 1 than this, in either direction, do not count as a difference. */
export const equivalenceBand = 1.03;

/** Cells that are certainly no further apart than this are close. */
export const closeBand = 1.1;

/** The significance level of a difference: the maximum rate at which a cell may be called different from itself. */
export const falseAlarmLevel = 0.01;

/**
 * The significance level of an indication. Few forks against many may have no interval at that level, and the most
 * extreme ratio in place of its end (`lowerHalfRatio`): then the test alone says that nothing was shown.
 */
const indicativeLevel = 0.05;

/** The smallest factor that a few forks may claim. */
export const indicativeFactor = 2;

/**
 * The forks that each claim needs in both cells. With 6 the test can reach the level of one of several looks: in one of
 * the 462 ways to assign 12 ranks to two cells, all of the better ones belong to one of them.
 */
export const forksNeeded = { indicative: 5, verdicts: 6 } as const;

/**
 * What comparisons between cells with this many forks may claim.
 *
 * @param forks of the cell with fewer.
 * @example
 * ```ts
 * claimOf(5); // "indicative"
 * ```
 */
export function claimOf(forks: number): Claim {
  if (forks >= forksNeeded.verdicts) return "verdicts";
  return forks >= forksNeeded.indicative ? "indicative" : "correctness";
}

/**
 * The verdict on a ratio.
 *
 * @param p the probability of a difference at least this large between equal cells, 0 … 1.
 * @param band >= 1; the range that counts as equivalent. Default 1.03.
 * @param level the largest p that counts as different. Default 0.01.
 * @example
 * ```ts
 * verdictOf({ estimate: 1.1, low: 1.06, high: 1.13 }, 0.0001, "verdicts"); // "different"
 * verdictOf({ estimate: 1.04, low: 0.98, high: 1.09 }, 0.2, "verdicts"); // "close"
 * verdictOf({ estimate: 1.1, low: 1.06, high: 1.13 }, 0.0001, "indicative"); // "inconclusive"
 * ```
 */
export function verdictOf(
  ratio: Interval,
  p: number,
  claim: Claim,
  band: number = equivalenceBand,
  level: number = falseAlarmLevel,
): Verdict {
  const { estimate, low, high } = ratio;
  if (claim === "correctness") return "unclaimed";
  if (claim === "indicative") {
    const isBeyond = low > indicativeFactor || high < 1 / indicativeFactor;
    return isBeyond && p <= indicativeLevel ? "indicative" : "inconclusive";
  }
  if (p <= level && (estimate > band || estimate < 1 / band)) return "different";
  if (lies(ratio, band)) return "equivalent";
  return lies(ratio, closeBand) ? "close" : "inconclusive";
}

/** Whether a whole interval lies within a band around 1. */
function lies({ low, high }: Interval, band: number): boolean {
  return low >= 1 / band && high <= band;
}

/** Whether a verdict claims that two cells differ. */
export function differs(verdict: Verdict): boolean {
  return verdict === "different" || verdict === "indicative";
}

/** Whether a verdict settles the comparison: different, equivalent or close. */
export function isDecided(verdict: Verdict): boolean {
  return verdict === "different" || verdict === "equivalent" || verdict === "close";
}
