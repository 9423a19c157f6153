// What changed between the two revisions that one run measured in the same rounds.
import { byMachine, metricNamed, type Run, tailWarning } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import {
  type CellSummary,
  claimOf,
  compareRevisions,
  type MetricFacts,
  type RevisionPair,
} from "@byturns/statistics";
import { Usage } from "../text/errors.ts";
import { known } from "../text/nearest.ts";
import type { Change, RunComparison } from "./changes.ts";
import { kindOf } from "./kind.ts";

/**
 * Compares the head of a run with its base, machine by machine.
 *
 * @param limit what counts as no change, as a share. Default: the plan's.
 * @param metric default: `wallMs`.
 * @throws Usage when the run has a single revision, or does not have the metric.
 */
export function revisionChanges(
  run: Run,
  {
    limit,
    metric = "wallMs",
  }: { readonly limit?: number | undefined; readonly metric?: string | undefined } = {},
): RunComparison {
  const { plan, environment, folder, missing } = run;
  if (plan.against === undefined) {
    throw new Usage(
      `${folder} has a single revision: name another run to compare with, or measure both with byturns bench --against <git revision or folder>`,
    );
  }
  const parts = byMachine(run);
  const [first] = parts.map((part) => factsOf(part.run));
  const able = first?.metrics.filter(({ better }) => better !== undefined) ?? [];
  const id = known(
    "metric",
    metricNamed(metric),
    able.map((one) => one.id),
  );
  const by = able.find((one) => one.id === id) as MetricFacts;
  const band = limit === undefined ? (plan.sequence?.band ?? 1.03) : 1 + limit;
  const changes = parts.flatMap((part) =>
    compareRevisions(factsOf(part.run), by, band).map(
      (pair): Change => ({
        ...changeOf(pair, by, band),
        ...(parts.length > 1 ? { machine: part.name } : {}),
      }),
    ),
  );
  return {
    metric: by,
    band,
    changes,
    warnings: [
      ...(tailWarning(id) === undefined ? [] : [tailWarning(id) as string]),
      ...plan.against.leftOut.map(({ what, why }) => `${what} is left out: ${why}.`),
      ...environment.machines.flatMap(({ conditions }) =>
        conditions.flatMap(({ weight, what }) => (weight === "bad" ? [`${what}.`] : [])),
      ),
      ...(missing > 0 ? [`${missing} forks of the plan are missing.`] : []),
    ],
  };
}

function changeOf(
  { head, base, comparison }: RevisionPair,
  { id, better }: MetricFacts,
  band: number,
): Change {
  const cell = head.cell.id;
  const [whyHead, whyBase] = [head, base].map(notRight);
  if (whyHead !== undefined && whyBase !== undefined)
    return { cell, kind: "unclear", why: `in both revisions: ${whyHead}` };
  if (whyHead !== undefined) return { cell, kind: "broken", why: whyHead };
  if (whyBase !== undefined) return { cell, kind: "fixed", why: whyBase };
  const [after, before] = [head.figures[id], base.figures[id]];
  if (comparison === undefined || after === undefined || before === undefined)
    return { cell, kind: "unclear", why: `no ${id} above 0 was measured of both` };
  const { estimate, low, high } = comparison.ratio;
  const medians = { base: before.median, head: after.median };
  const claim = claimOf(Math.min(after.forks, before.forks));
  if (low === undefined || high === undefined)
    return { cell, kind: "unclear", ...medians, claim, why: "too few forks" };
  const worseBy =
    better === "lower" ? { estimate, low, high } : { estimate: 1 / estimate, low: 1 / high, high: 1 / low };
  const { verdict, pHolm } = comparison;
  const differs = verdict === "indicative" || (verdict === "different" && pHolm <= 0.05);
  return { cell, kind: kindOf({ worseBy, differs, claim }, band), ...medians, worseBy, pHolm, claim };
}

/** Why a cell cannot be said to work; a fork that failed says so too. */
function notRight({ recorded, done, outcomes, notCompared }: CellSummary): string | undefined {
  if (recorded === 0) return "no fork is recorded";
  const bad = outcomes.find(({ outcome }) => outcome !== "done");
  if (bad === undefined) return notCompared;
  const [reason] = bad.reasons;
  return `${recorded - done} of ${recorded} forks ${bad.outcome}${reason === undefined ? "" : `: ${reason.reason}`}`;
}
