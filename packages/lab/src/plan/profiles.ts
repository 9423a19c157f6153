// How often and how long each profile measures, when it looks, and what its results may claim.
import type { Profile, ProfileName } from "@byturns/record";
import { equivalenceBand } from "@byturns/statistics";
import { claimOf as claimsOf } from "@byturns/statistics/verdict";

/**
 * The profiles, from the smallest, each with its maximum number of forks of a cell. A fork is the unit of observation,
 * so time goes into forks rather than samples (docs/statistics.md).
 *
 * None has rounds of `resource` forks: every fork reads the peak memory after its first call and the loop's delay
 * during warm-up, so these figures have as many forks as the times.
 */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  smoke: { name: "smoke", forks: 1, resourceForks: 0, warmUpMs: 30, measureMs: 60 },
  quick: { name: "quick", forks: 22, resourceForks: 0, warmUpMs: 50, measureMs: 30 },
  full: { name: "full", forks: 48, resourceForks: 0, warmUpMs: 100, measureMs: 50 },
  thorough: { name: "thorough", forks: 120, resourceForks: 0, warmUpMs: 100, measureMs: 50 },
};

/**
 * The longest warm-up that a case gets which is known to need one, in milliseconds. A case that needs more is measured
 * before it is warm: most are in `quick`, and almost none in `full`.
 */
export const longestWarmUpMs: Readonly<Record<ProfileName, number>> = {
  smoke: 30,
  quick: 100,
  full: 400,
  thorough: 600,
};

/** How a profile looks at its comparisons. */
export interface Looking {
  /** Forks of a cell at the first look. */
  readonly first: number;
  /** By which factor they grow to the next look, about. Default: 1.35. */
  readonly growth?: number;
  /** The range that counts as equivalent. */
  readonly band: number;
  readonly stopsAtClose: boolean;
  /** The first look is always reached; after it, only rounds are run that end within this time. */
  readonly limitMs?: number;
}

/**
 * What each profile promises follows from this. `quick` answers most questions within minutes, and may call cells close
 * that differ by a few percent; it looks after nearly every round, since its time may end after any. `full` continues
 * until a difference of 5 % shows. `thorough` finds 2 %, so that nothing above 1 % counts as equivalent.
 */
export const looking: Readonly<Record<ProfileName, Looking>> = {
  smoke: { first: 1, band: equivalenceBand, stopsAtClose: true },
  quick: { first: 6, growth: 1.2, band: equivalenceBand, stopsAtClose: true, limitMs: 216_000 },
  full: { first: 8, band: equivalenceBand, stopsAtClose: false },
  thorough: { first: 16, band: 1.01, stopsAtClose: false },
};

/** Whether a fork makes a single call, because calls are long. */
export function isOnce({ warmUpMs, measureMs }: Profile): boolean {
  return warmUpMs === 0 && measureMs === 0;
}

/** The minimum number of forks of a cell for a run to use a profile's name. */
const least: Readonly<Record<ProfileName, number>> = { smoke: 1, quick: 5, full: 30, thorough: 90 };

/** The profile that this many forks of a cell amount to. */
export function profileOf(forks: number): ProfileName {
  const reached = (Object.keys(least) as ProfileName[]).filter((name) => least[name] <= forks);
  return reached.at(-1) ?? "smoke";
}

/** What verdicts from this many forks of a cell may claim, in one sentence. */
export function claimOf(forks: number): string {
  const claim = claimsOf(forks);
  if (claim === "verdicts" && forks >= least.thorough)
    return "verdicts, on small effects too: different, equivalent, close or inconclusive";
  return says[claim];
}

const says = {
  verdicts: "verdicts: different, equivalent, close or inconclusive",
  indicative: "indicative: differences by a factor of 2 and more",
  correctness: "correctness only: nothing about speed",
} as const;
