// Fixes how many rounds fit a budget, once the first round has shown what a round costs.
import type { Plan, Profile, Round } from "@byturns/record";
import { sequentialDesign } from "@byturns/statistics/looks/sequential";
import { withoutCutOff } from "./cut-off.ts";
import type { Estimate } from "./estimate.ts";
import { maxForks, roundsOf } from "./plan.ts";
import { profileOf, profiles } from "./profiles.ts";
import { drawFrom } from "./shuffle.ts";

/**
 * The plan with as many rounds as its budget allows. The first round has run already and stays as it is. If the first
 * of several looks fits, the plan is unchanged and its time limit decides how far it goes.
 *
 * Only the cost of what was measured enters this decision, and nothing is fixed later than this.
 *
 * @param cutOff the cells left out of all later rounds.
 */
export function fixBudget(plan: Plan, estimate: Estimate, cutOff: ReadonlySet<string> = new Set()): Plan {
  const budgetMs = plan.budget?.ms ?? 0;
  const [first] = plan.rounds as readonly [Round];
  // Only the first round was traced.
  const leftMs = budgetMs - estimate.ofRound(first, true);
  const [, later] = withoutCutOff({ ...plan, rounds: [first, first] }, cutOff).rounds as readonly [
    Round,
    Round,
  ];
  // With nothing left to measure, any number of rounds would fit.
  const affordable =
    later.order.length === 0 ? 1 : 1 + Math.max(0, Math.floor(leftMs / estimate.ofRound(later, false)));
  const { sequence } = plan;
  const firstLook = sequence?.looks[0] ?? 1;
  if (sequence !== undefined && sequence.looks.length > 1 && affordable >= firstLook) {
    return { ...plan, budget: { ms: budgetMs, fixed: true } };
  }
  const rounds = Math.min(maxForks, affordable);
  // Resource forks get their share, as long as the time forks keep five times as much.
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
  // A separate seed: the first round was drawn from the plan's.
  const [, ...more] = roundsOf(plan.cells, profile, drawFrom(plan.seed ^ 0x5bd1_e995));
  const fixed: Plan = { ...plan, profile, rounds: [first, ...more], budget: { ms: budgetMs, fixed: true } };
  if (sequence === undefined) return fixed;
  const { limitMs: _, ...asked } = sequence;
  return { ...fixed, sequence: { ...asked, ...sequentialDesign([forks], asked) } };
}
