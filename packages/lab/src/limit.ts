// How long a fork may take before it counts as hanging.
import type { Case, Plan } from "@byturns/record";

/**
 * The time limit of a fork: never less than the plan's, and much more than the slowest model should take. A model on
 * one thread takes as many times the ideal as there are threads, and a fork makes up to four calls at least.
 */
export function limitOf(
  plan: Pick<Plan, "timeLimitMs" | "threads" | "profile">,
  one: Pick<Case, "ideal" | "threads">,
): number {
  const { warmUpMs, measureMs } = plan.profile;
  const slowestMs = (one.ideal.ms ?? 0) * (one.threads ?? plan.threads);
  return Math.max(plan.timeLimitMs, 4 * (warmUpMs + measureMs) + 8 * slowestMs);
}
