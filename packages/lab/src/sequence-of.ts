// When a plan looks at its comparisons, and which it asks for: fixed before its first fork.
import type { Cell, Profile, ProfileName, Sequence } from "@byturns/record";
import { looksUpTo, type SequentialDesign, sequentialDesign } from "@byturns/statistics/sequential";
import { forksNeeded } from "@byturns/statistics/verdict";
import type { PlanOptions } from "./api.ts";
import { askedPairs, type Comparing } from "./asked.ts";
import { looking, profiles } from "./profiles.ts";

/**
 * How a profile looks at its comparisons where nothing else is asked for: what its promise rests on, and what is calibrated.
 *
 * @throws RangeError when `forks` is no integer >= 1.
 */
export function designOf(name: ProfileName, forks: number = profiles[name].forks): SequentialDesign {
  const { first, band, stopsAtClose } = looking[name];
  return sequentialDesign(looksUpTo(first, forks), { band, stopsAtClose });
}

/**
 * The sequence of a plan.
 *
 * One look at the end is a plan of a fixed number of forks: where it is asked for, where a suite sets its forks because curves are
 * its question, and where there are no more forks than the profile's first look has.
 */
export function sequenceOf(
  cells: readonly Cell[],
  profile: Profile,
  options: Pick<PlanOptions, "suite" | "profile" | "forks" | "fixed" | "allPairs" | "budgetMs">,
): Sequence {
  const { suite, fixed = false, allPairs, forks, budgetMs } = options;
  const { first, band, stopsAtClose, limitMs } = looking[(options.profile ?? "quick") as ProfileName];
  const claimsNothing = first < forksNeeded.indicative;
  const hasOneLook =
    fixed || claimsNothing || suite.once === true || (suite.forks !== undefined && forks === undefined);
  const looks = hasOneLook ? [profile.forks] : looksUpTo(first, profile.forks);
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
    ...sequentialDesign(looks, { band, stopsAtClose }),
    asked,
    ...(limit === undefined || looks.length === 1 ? {} : { limitMs: limit }),
  };
}
