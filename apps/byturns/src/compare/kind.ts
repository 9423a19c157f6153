// What a comparison of two revisions of a cell says.
import type { Claim, Interval } from "@byturns/statistics";
import type { Drift } from "./drift.ts";

/**
 * What a comparison says of a cell.
 *
 * @param band what counts as no change, as a factor.
 * @param drift what may be the machine's doing and not the code's; default: nothing, as the forks were interleaved.
 */
export function kindOf(
  { worseBy, differs, claim }: { worseBy: Interval; differs: boolean; claim: Claim },
  band: number,
  { low, high }: Drift = { low: 1, high: 1 },
): "worse" | "better" | "same" | "unclear" {
  // A machine that became faster explains no slower cell.
  const [slower, faster] = [Math.max(1, high), Math.min(1, low)];
  if (differs && worseBy.estimate / slower > band && worseBy.low / slower > 1) return "worse";
  if (differs && worseBy.estimate / faster < 1 / band && worseBy.high / faster < 1) return "better";
  return claim === "verdicts" && worseBy.high / faster <= band ? "same" : "unclear";
}
