// How long a cell's code warms up before it is timed.
import type { Case, Plan } from "@byturns/record";

/**
 * The warm-up of a case under a runtime, in milliseconds: what was measured for it, else the profile's.
 *
 * @param runtime the runtime's id, such as `node`.
 */
export function warmUpOf({ profile }: Pick<Plan, "profile">, one: Case, runtime: string): number {
  return one.warmUpMs?.[runtime] ?? profile.warmUpMs;
}
