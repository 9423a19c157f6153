// When a plan looks at its comparisons, and which ones it makes: fixed before its first fork.
import type { Cell, Profile, ProfileName, Sequence } from "@byturns/record";
import { looksUpTo, type SequentialDesign, sequentialDesign } from "@byturns/statistics/looks/sequential";
import { falseAlarmLevel, forksNeeded } from "@byturns/statistics/verdict";
import type { PlanOptions } from "../api.ts";
import { askedPairs, type Comparing } from "./asked.ts";
import { looking, profiles } from "./profiles.ts";

/**
 * A profile's default schedule of looks: the one its promise rests on, and the one that is calibrated.
 *
 * @throws RangeError when `forks` is not an integer >= 1.
 */
export function designOf(name: ProfileName, forks: number = profiles[name].forks): SequentialDesign {
  const { first, growth, band, stopsAtClose } = looking[name];
  return sequentialDesign(looksUpTo(first, forks, growth), { band, stopsAtClose });
}

/**
 * The sequence of a plan.
 *
 * A single look at the end means a fixed number of forks: on request, where a suite sets its forks because it asks for
 * curves, and where there are no more forks than at the profile's first look.
 *
 * @param family the cells of all shards: their comparisons are one family, however many machines make them.
 */
export function sequenceOf(
  cells: readonly Cell[],
  profile: Profile,
  options: Pick<PlanOptions, "suite" | "profile" | "forks" | "fixed" | "allPairs" | "budgetMs" | "against">,
  family: readonly Cell[] = cells,
): Sequence {
  const { suite, fixed = false, allPairs, forks, budgetMs, against } = options;
  const { first, growth, band, stopsAtClose, limitMs } = looking[(options.profile ?? "quick") as ProfileName];
  const claimsNothing = first < forksNeeded.indicative;
  const hasOneLook =
    fixed || claimsNothing || suite.once === true || (suite.forks !== undefined && forks === undefined);
  const looks = hasOneLook ? [profile.forks] : looksUpTo(first, profile.forks, growth);
  const comparing = new Map<string, Comparing>(
    suite.cases.map((one) => [
      `${one.example}/${one.input ?? one.sweep ?? "bench"}`,
      one.comparing ?? "both",
    ]),
  );
  const asked = askedPairs(cells, {
    comparing: ({ example, input }) =>
      comparing.get(`${example}/${input}`) ?? comparing.get(`${example}/${input.split("=")[0]}`) ?? "both",
    ...(allPairs === undefined ? {} : { allPairs }),
  });
  const limit = budgetMs ?? limitMs;
  return {
    ...(against === undefined
      ? sequentialDesign(looks, { band, stopsAtClose })
      : revisionDesign(looks, askedPairs(family).length, against.band ?? band)),
    asked,
    ...(limit === undefined || looks.length === 1 ? {} : { limitMs: limit }),
  };
}

/**
 * The design for two revisions. Within 10 % is no answer to what changed, so `close` ends nothing. The level is as low
 * as Holm's correction asks of the smallest p value in the family, so that a comparison that stops as different stays
 * different however many there are.
 */
function revisionDesign(looks: readonly number[], comparisons: number, band: number): SequentialDesign {
  const total = Math.min(falseAlarmLevel, familyLevel / Math.max(1, comparisons));
  return sequentialDesign(looks, { band, stopsAtClose: false, total });
}

/** How often any unchanged cell of a run may be called changed. */
const familyLevel = 0.05;
