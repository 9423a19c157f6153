// Which probes are worth running on older versions: those about which something was reported.
import { kindOfClaim, type Probe } from "./probe.ts";

/**
 * The probes with a claim about a runtime, each only as the kinds that its claims are about.
 *
 * @param runtime `node`, `deno`, `bun`, …
 */
export function claimedProbes(probes: readonly Probe[], runtime: string): readonly Probe[] {
  return probes.flatMap((probe) => {
    const claims = probe.claims.filter((claim) => claim.runtime === runtime);
    const kinds = probe.kinds.filter((kind) => claims.some((claim) => kindOfClaim(probe, claim) === kind));
    return kinds.length === 0 ? [] : [{ ...probe, kinds }];
  });
}
