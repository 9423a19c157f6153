// Fixes how many rounds fit a budget, once the first one has shown what a round costs.
import type { Plan, Profile } from "@byturns/record";
import type { Estimate } from "./estimate.ts";
import { maxForks, roundsOf } from "./plan.ts";
import { profileOf, profiles } from "./profiles.ts";
import { drawFrom } from "./shuffle.ts";

/**
 * The plan with as many rounds as its budget allows, at least the first, which was run already and stays as it is.
 *
 * What is measured decides nothing here but its cost, and nothing is fixed later than this.
 */
export function fixBudget(plan: Plan, estimate: Estimate): Plan {
  const budgetMs = plan.budget?.ms ?? 0;
  const first = plan.rounds.slice(0, 1);
  const roundMs = estimate.ofRounds(first);
  const affordable = Math.min(maxForks, Math.max(1, Math.floor(budgetMs / roundMs)));
  // Watching takes its part, as far as five times that leaves for the times themselves.
  const watchForks = Math.min(plan.profile.watchForks, Math.floor(affordable / 6));
  const forks = affordable - watchForks;
  const name = profileOf(forks);
  const limit = profiles[plan.profile.name].forks;
  const profile: Profile = {
    ...plan.profile,
    name: forks < limit ? name : plan.profile.name,
    forks,
    watchForks,
  };
  // A seed of its own: the first round was drawn from the plan's.
  const [, ...others] = roundsOf(plan.cells, profile, drawFrom(plan.seed ^ 0x5bd1_e995));
  return { ...plan, profile, rounds: [...first, ...others], budget: { ms: budgetMs, fixed: true } };
}
