// What changed between two runs of the same cells, judged by evidence alone.
import { metricNamed, type Run, tailWarning } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { type Claim, compareAll, type Interval, type MetricFacts, median } from "@byturns/statistics";
import { Usage } from "../text/errors.ts";
import { known } from "../text/nearest.ts";
import { type CellSeen, cellsOf, inBoth, type RunWithFacts } from "./cells-seen.ts";
import { type Drift, driftBetween } from "./drift.ts";
import { kindOf } from "./kind.ts";
import { type MachinePair, pairMachines } from "./machine-pairs.ts";
import { mustHaveTail } from "./must-have-tail.ts";
import { mustBeComparable, warningsOf, warningsOfRuns } from "./separate-runs.ts";

/**
 * - `worse`, `better`: equality is ruled out, corrected for the number of comparisons, and the estimate is beyond the
 * limit.
 * - `same`: the interval rules out that it got worse by more than the limit.
 * - `unclear`: neither is established.
 * - `broken`, `fixed`: forks that were correct no longer are, or the other way round.
 * - `gone`, `new`: only the base has it, or only the head.
 */
export type ChangeKind = "better" | "same" | "worse" | "unclear" | "broken" | "fixed" | "gone" | "new";

/** The change of one cell. */
export interface Change {
  readonly cell: string;
  /** The machine it was measured on; left out if no two machines measured the same. */
  readonly machine?: string;
  readonly kind: ChangeKind;
  /** Medians of the forks' figures. */
  readonly base?: number;
  readonly head?: number;
  /** Head over base, or its inverse, so that above 1 is worse. */
  readonly worseBy?: Interval;
  readonly pHolm?: number;
  readonly claim?: Claim;
  /** The reason, if there is no figure. */
  readonly why?: string;
}

/** The comparison of two runs. */
export interface RunComparison {
  readonly metric: MetricFacts;
  /** What counts as no change, as a factor: 1.03 unless a limit was given. */
  readonly band: number;
  readonly changes: readonly Change[];
  /** What a reader should know before trusting it. */
  readonly warnings: readonly string[];
}

/**
 * Compares two runs, machine by machine if several machines of a run measured the same. Otherwise the runs are compared
 * as they are, with a warning if they are from different machines. Runtimes are matched by name if each run has one
 * version of them, so that versions can be compared, and otherwise by name and version.
 *
 * @throws Usage when the runs were measured differently, have no cell or no machine in common, or do not have the
 * metric.
 */
export function compareRuns(
  base: RunWithFacts,
  head: RunWithFacts,
  options: { readonly limit?: number; readonly metric?: string } = {},
): RunComparison {
  mustBeComparable(base.run, head.run);
  const wanted = metricNamed(options.metric ?? "wallMs");
  mustHaveTail(wanted, base, head);
  const id = known(
    "metric",
    wanted,
    // A metric without a better direction can get neither better nor worse.
    base.facts.metrics.flatMap((metric) => (metric.better === undefined ? [] : [metric.id])),
  );
  const metric = base.facts.metrics.find((one) => one.id === id) as MetricFacts;
  const band = 1 + (options.limit ?? 0.03);
  const machines = pairMachines(base.run, head.run);
  const changes = machines.flatMap((pair) => changesOn(pair, base, head, metric));
  if (changes.every(({ kind }) => kind === "gone" || kind === "new")) {
    const what = machines.some((pair) => pair.base && pair.head) ? "cell" : "machine";
    throw new Usage(
      `Cannot compare ${base.run.folder} and ${head.run.folder}: they have no ${what} in common`,
    );
  }
  const pairs = changes.filter((change): change is Pair => "a" in change);
  const told = new Map(compareAll(pairs, { band, better: metric.better }).map((one) => [one.pair, one]));
  return {
    metric,
    band,
    warnings: [
      ...(tailWarning(id) === undefined ? [] : [tailWarning(id) as string]),
      ...warningsOf(machines),
      ...warningsOfRuns(base.run, head.run),
    ],
    changes: changes.map((change) => {
      if (!("a" in change)) return change;
      const {
        ratio: worseBy,
        verdict,
        claim,
        pHolm,
      } = told.get(change) as NonNullable<ReturnType<typeof told.get>>;
      const { kind: _, a: __, b: ___, drift, ...cell } = change;
      // A plan has many cells: all comparisons together must keep the 1 % error rate of a single one.
      const differs = verdict === "indicative" || (verdict === "different" && pHolm <= 0.05);
      const seen = { worseBy, differs, claim };
      const kind = drift === undefined ? "unclear" : kindOf(seen, band, drift);
      const why =
        drift !== undefined && (kind !== "unclear" || kindOf(seen, band) === "unclear")
          ? {}
          : { why: notInterleaved };
      return { ...cell, kind, worseBy, pHolm, claim, ...why };
    }),
  };
}

/** Why a cell of two separate runs has no verdict although its figures differ, or are alike. */
const notInterleaved = "not interleaved: cannot tell";

interface Pair {
  readonly kind: "pair";
  /** What the machine may have done to it between the runs; undefined if that is unknown. */
  readonly drift: Drift | undefined;
  readonly cell: string;
  readonly machine?: string;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly base: number;
  readonly head: number;
}

/** The changes of one machine's cells; those with figures on both sides are not yet compared. */
function changesOn(
  { machine, base, head }: MachinePair,
  wholeBase: RunWithFacts,
  wholeHead: RunWithFacts,
  { id, better }: MetricFacts,
): (Change | Pair)[] {
  const seenIn = (run: Run | undefined, whole: RunWithFacts) =>
    run === undefined
      ? new Map<string, CellSeen>()
      : cellsOf(run === whole.run ? whole : { run, facts: factsOf(run) }, id);
  const [ofBase, ofHead] = [seenIn(base, wholeBase), seenIn(head, wholeHead)];
  const drifts = driftBetween(inBoth(ofBase, ofHead), better === "higher");
  return [...new Set([...ofBase.keys(), ...ofHead.keys()])].map((name): Change | Pair => {
    const cell = { cell: name, ...(machine === undefined ? {} : { machine }) };
    const [before, after] = [ofBase.get(name), ofHead.get(name)];
    // A cell that was planned but never begun counts as missing.
    if (before === undefined || (before.forks === 0 && after !== undefined && after.forks > 0))
      return { ...cell, kind: "new" };
    if (after === undefined || (after.forks === 0 && before.forks > 0)) return { ...cell, kind: "gone" };
    if (before.why === undefined && after.why !== undefined)
      return { ...cell, kind: "broken", why: after.why };
    if (before.why !== undefined && after.why === undefined)
      return { ...cell, kind: "fixed", why: before.why };
    if (before.why !== undefined) return { ...cell, kind: "unclear", why: `in both runs: ${before.why}` };
    const [a, b] = better === "lower" ? [after.values, before.values] : [before.values, after.values];
    if (a.length === 0 || b.length === 0) {
      return { ...cell, kind: "unclear", why: before.missing ?? after.missing ?? `no ${id} was measured` };
    }
    if ([...a, ...b].some((value) => !(value > 0)))
      return { ...cell, kind: "unclear", why: `a ${id} of 0 has no ratio` };
    const drift = drifts.get(after.runtime);
    return { ...cell, kind: "pair", drift, a, b, base: median(before.values), head: median(after.values) };
  });
}
