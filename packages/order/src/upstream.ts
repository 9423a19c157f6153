// Where a difference was reported, and what became of the report.
import type { Result, Upstream } from "./catalogue.ts";
import { differenceOf } from "./difference.ts";
import { seenOf } from "./partial-order.ts";
import { type Kind, kindOfClaim, type Probe } from "./probe.ts";
import { newestOf } from "./versions.ts";

/**
 * The state upstream of each runtime that departs here: it breaks a promise, differs from Node, or is the opposite
 * of what Node does.
 *
 * @returns one entry a departing runtime: the thread whose report still holds at its newest version, or `not reported`.
 */
export function upstreamOf(probe: Probe, kind: Kind, results: readonly Result[]): readonly Upstream[] {
  const newest = newestOf(results);
  const node = newest.find(({ runtime }) => runtime === "node");
  return newest.flatMap((result): readonly Upstream[] => {
    const { runtime, verdict, frequencies } = result;
    const opposite = node !== undefined && node !== result && differenceOf(node, result).opposite;
    if (verdict !== "broken" && verdict !== "differs from Node" && !opposite) return [];
    const reports = probe.claims.filter(
      (claim) => claim.at !== undefined && claim.runtime === runtime && claim.holds(seenOf(frequencies)),
    );
    const report = reports.find((claim) => kindOfClaim(probe, claim) === kind) ?? reports[0];
    if (report?.at === undefined) return [{ runtime, state: "not reported" }];
    return [
      {
        runtime,
        state: report.state ?? "open",
        at: report.at,
        ...(report.statedOn === undefined ? {} : { statedOn: report.statedOn }),
      },
    ];
  });
}
