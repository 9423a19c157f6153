// What may be said of a ratio and its interval, and with how many forks.

/**
 * - `different`: the whole interval lies outside the band 1/1.03 … 1.03.
 * - `equivalent`: the whole interval lies inside it.
 * - `inconclusive`: neither; more forks may tell.
 * - `indicative`: few forks, and the whole interval lies beyond a factor of 2.
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

/** What few forks may claim: this factor and more. */
export const indicativeFactor = 2;

/** The forks that each claim needs in both cells. */
export const forksNeeded = { indicative: 5, verdicts: 10 } as const;

/**
 * What comparisons between cells of so many forks may claim.
 *
 * @param forks of the cell that has fewer.
 */
export function claimOf(forks: number): Claim {
  if (forks >= forksNeeded.verdicts) return "verdicts";
  return forks >= forksNeeded.indicative ? "indicative" : "correctness";
}

/**
 * The verdict on a ratio.
 *
 * @example
 * ```ts
 * verdictOf({ estimate: 1.1, low: 1.06, high: 1.13 }, "verdicts"); // "different"
 * verdictOf({ estimate: 1.1, low: 1.06, high: 1.13 }, "indicative"); // "inconclusive"
 * ```
 */
export function verdictOf({ low, high }: Interval, claim: Claim): Verdict {
  const beyond = (factor: number) => low > factor || high < 1 / factor;
  if (claim === "correctness") return "unclaimed";
  if (claim === "indicative") return beyond(indicativeFactor) ? "indicative" : "inconclusive";
  if (beyond(equivalenceBand)) return "different";
  return low >= 1 / equivalenceBand && high <= equivalenceBand ? "equivalent" : "inconclusive";
}

/** Whether a verdict says that two cells differ, as far as its claim goes. */
export function differs(verdict: Verdict): boolean {
  return verdict === "different" || verdict === "indicative";
}
