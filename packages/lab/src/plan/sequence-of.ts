// When a plan looks at its comparisons, and which ones it makes: fixed before its first fork.
import type { Cell, Profile, ProfileName, Sequence } from "@byturns/record";
import { looksUpTo, type SequentialDesign, sequentialDesign } from "@byturns/statistics/looks/sequential";
import { forksNeeded } from "@byturns/statistics/verdict";
import type { PlanOptions } from "../api.ts";
import { askedPairs, type Comparing } from "./asked.ts";
import { looking, profiles } from "./profiles.ts";

/**
 * A profile's default schedule of looks: the one its promise rests on, and the one that is calibrated.
 *
 * @throws RangeError when `forks` is not an integer >= 1.
 */
export function designOf(name: ProfileName, forks: number = profiles[name].forks): SequentialDesign {
  const { first, band, stopsAtClose } = looking[name];
  return sequentialDesign(looksUpTo(first, forks), { band, stopsAtClose });
}

/**
 * The sequence of a plan.
 *
 * A single look at the end means a fixed number of forks: on request, where a suite sets its forks because it asks for
 * curves, and where there are no more forks than at the profile's first look.
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
