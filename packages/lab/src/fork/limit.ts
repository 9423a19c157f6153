// How long a fork may take before it counts as hanging.
import type { Case, Plan } from "@byturns/record";

/**
 * The time limit of a fork: at least the plan's, and much more than the slowest model should take. With N threads, a
 * single-threaded model takes up to N times the ideal, and a fork may make four calls.
 */
export function limitOf(
  plan: Pick<Plan, "timeLimitMs" | "threads" | "profile">,
  one: Pick<Case, "ideal" | "threads">,
): number {
  const { warmUpMs, measureMs } = plan.profile;
  const slowestMs = (one.ideal.ms ?? 0) * (one.threads ?? plan.threads);
  return Math.max(plan.timeLimitMs, 4 * (warmUpMs + measureMs) + 8 * slowestMs);
}
