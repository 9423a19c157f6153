// How often and how long each profile measures, and what may be said of it.
import type { Profile, ProfileName } from "@byturns/record";
import { claimOf as claimsOf } from "@byturns/statistics/verdict";

/**
 * The profiles, from the smallest. A fork is the unit of observation, so time goes into forks rather than samples:
 * 45 that measure for 50 ms find 5 % on a machine where 30 that measure for 100 do not (docs/statistics.md).
 *
 * `quick` has no forks for memory and loop delay: of one or two nothing could be claimed, and the main suite is to
 * end within four minutes.
 */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  smoke: { name: "smoke", forks: 1, resourceForks: 0, warmUpMs: 30, measureMs: 60 },
  quick: { name: "quick", forks: 5, resourceForks: 0, warmUpMs: 100, measureMs: 100 },
  full: { name: "full", forks: 45, resourceForks: 3, warmUpMs: 100, measureMs: 50 },
  thorough: { name: "thorough", forks: 90, resourceForks: 5, warmUpMs: 100, measureMs: 50 },
};

/** Whether a fork makes one call and no more, because calls are long. */
export function isOnce({ warmUpMs, measureMs }: Profile): boolean {
  return warmUpMs === 0 && measureMs === 0;
}

/** The profile that so many forks of a cell amount to. */
export function profileOf(forks: number): ProfileName {
  const reached = Object.values(profiles).filter((profile) => profile.forks <= forks);
  return reached.at(-1)?.name ?? "smoke";
}

/** What the verdicts of so many forks of a cell may claim, in a sentence. */
export function claimOf(forks: number): string {
  const claim = claimsOf(forks);
  if (claim === "verdicts" && forks >= profiles.thorough.forks)
    return "verdicts, on small effects too: different, equivalent or inconclusive";
  return says[claim];
}

const says = {
  verdicts: "verdicts: different, equivalent or inconclusive",
  indicative: "indicative: differences by a factor of 2 and more",
  correctness: "correctness only: nothing about speed",
} as const;
