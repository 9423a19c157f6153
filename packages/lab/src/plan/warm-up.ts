// How long a cell's code warms up before it is timed.
import type { Case, Plan } from "@byturns/record";

/**
 * The warm-up of a case under a runtime, in milliseconds: the measured one, or else the profile's.
 *
 * @param runtime the runtime's id, for example `node`.
 */
export function warmUpOf({ profile }: Pick<Plan, "profile">, one: Case, runtime: string): number {
  return one.warmUpMs?.[runtime] ?? profile.warmUpMs;
}
