// What may be said of a ratio and its interval, and with how many forks. Why so: docs/statistics.md.

/**
 * - `different`: that both are the same is ruled out at 1 %, and the estimate lies outside 1/1.03 … 1.03.
 * - `equivalent`: not that, and the whole 95 % interval lies inside 1/1.03 … 1.03.
 * - `inconclusive`: neither; more forks may tell.
 * - `indicative`: few forks, and the whole 95 % interval lies beyond a factor of 2.
 * - `unclaimed`: too few forks to say anything about a difference.
 */
export type Verdict = "different" | "equivalent" | "inconclusive" | "indicative" | "unclaimed";

/**
 * What a number of forks may claim.
 *
 * - `correctness`: that outputs are right, and nothing about speed.
 * - `indicative`: differences by a factor of 2 and more.
 * - `verdicts`: the three verdicts.
 */
export type Claim = "correctness" | "indicative" | "verdicts";

/** An estimate with its 95 % interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Ratios nearer to 1 than this, either way, do not count as a difference. */
export const equivalenceBand = 1.03;

/** What a difference must be significant at: how often, at most, a cell may be called different from itself. */
export const falseAlarmLevel = 0.01;

/** What few forks may claim: this factor and more. */
export const indicativeFactor = 2;

/** The forks that each claim needs in both cells. */
export const forksNeeded = { indicative: 5, verdicts: 10 } as const;

/**
 * What comparisons between cells of so many forks may claim.
 *
 * @param forks of the cell that has fewer.
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
 * @param p the probability of as great a difference between equal cells, 0 … 1.
 * @param band >= 1; what counts as no difference. Default 1.03.
 * @example
 * ```ts
 * verdictOf({ estimate: 1.1, low: 1.06, high: 1.13 }, 0.0001, "verdicts"); // "different"
 * verdictOf({ estimate: 1.1, low: 1.06, high: 1.13 }, 0.0001, "indicative"); // "inconclusive"
 * ```
 */
export function verdictOf(
  { estimate, low, high }: Interval,
  p: number,
  claim: Claim,
  band: number = equivalenceBand,
): Verdict {
  if (claim === "correctness") return "unclaimed";
  if (claim === "indicative") {
    return low > indicativeFactor || high < 1 / indicativeFactor ? "indicative" : "inconclusive";
  }
  if (p <= falseAlarmLevel && (estimate > band || estimate < 1 / band)) return "different";
  return low >= 1 / band && high <= band ? "equivalent" : "inconclusive";
}

/** Whether a verdict says that two cells differ, as far as its claim goes. */
export function differs(verdict: Verdict): boolean {
  return verdict === "different" || verdict === "indicative";
}
