// Fixes how many rounds fit a budget, once the first one has shown what a round costs.
import type { Plan, Profile, Round } from "@byturns/record";
import { sequentialDesign } from "@byturns/statistics/sequential";
import { withoutCutOff } from "./cut-off.ts";
import type { Estimate } from "./estimate.ts";
import { maxForks, roundsOf } from "./plan.ts";
import { profileOf, profiles } from "./profiles.ts";
import { drawFrom } from "./shuffle.ts";

/**
 * The plan with as many rounds as its budget allows, at least the first, which was run already and stays as it is. Where the first
 * of several looks fits, the plan stays, and its limit of time decides how far it goes.
 *
 * What is measured decides nothing here but its cost, and nothing is fixed later than this.
 *
 * @param cutOff the cells that no later round has.
 */
export function fixBudget(plan: Plan, estimate: Estimate, cutOff: ReadonlySet<string> = new Set()): Plan {
  const budgetMs = plan.budget?.ms ?? 0;
  const [first] = plan.rounds as readonly [Round];
  // The first round was traced, which the others are not.
  const leftMs = budgetMs - estimate.ofRound(first, true);
  const [, later] = withoutCutOff({ ...plan, rounds: [first, first] }, cutOff).rounds as readonly [
    Round,
    Round,
  ];
  // Where nothing is left to be measured, any number of rounds would fit.
  const affordable =
    later.order.length === 0 ? 1 : 1 + Math.max(0, Math.floor(leftMs / estimate.ofRound(later, false)));
  const { sequence } = plan;
  const firstLook = sequence?.looks[0] ?? 1;
  if (sequence !== undefined && sequence.looks.length > 1 && affordable >= firstLook) {
    return { ...plan, budget: { ms: budgetMs, fixed: true } };
  }
  const rounds = Math.min(maxForks, affordable);
  // Resource forks take their part, as far as five times that leaves for the times themselves.
  const resourceForks = Math.min(plan.profile.resourceForks, Math.floor(rounds / 6));
  const forks = rounds - resourceForks;
  const name = profileOf(forks);
  const limit = profiles[plan.profile.name].forks;
  const profile: Profile = {
    ...plan.profile,
    name: forks < limit ? name : plan.profile.name,
    forks,
    resourceForks,
  };
  // A seed of its own: the first round was drawn from the plan's.
  const [, ...more] = roundsOf(plan.cells, profile, drawFrom(plan.seed ^ 0x5bd1_e995));
  const fixed: Plan = { ...plan, profile, rounds: [first, ...more], budget: { ms: budgetMs, fixed: true } };
  if (sequence === undefined) return fixed;
  const { limitMs: _, ...asked } = sequence;
  return { ...fixed, sequence: { ...asked, ...sequentialDesign([forks], asked) } };
}
