// What changed between two runs of the same cells, judged by evidence alone.
import { isDeepStrictEqual } from "node:util";
import { metricNamed, type Run, tailWarning, type WallTime, whyNoTail } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import {
  type CellFacts,
  type Claim,
  compareAll,
  type Interval,
  type MetricFacts,
  type RunFacts,
} from "@byturns/statistics";
import { Usage } from "../text/errors.ts";
import { known } from "../text/nearest.ts";
import { type MachinePair, pairMachines } from "./machine-pairs.ts";
import { mustHaveTail } from "./must-have-tail.ts";

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

/** A run, and the facts derived from it. */
export interface RunWithFacts {
  readonly run: Run;
  readonly facts: RunFacts;
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
      // A plan has many cells: all comparisons together must keep the 1 % error rate of a single one.
      const isBeyond = worseBy.estimate > band || worseBy.estimate < 1 / band;
      const sure = isBeyond && (verdict === "indicative" || (verdict === "different" && pHolm <= 0.05));
      const kind = sure
        ? worseBy.estimate > 1
          ? "worse"
          : "better"
        : claim === "verdicts" && worseBy.high <= band
          ? "same"
          : "unclear";
      const { kind: _, a: __, b: ___, ...cell } = change;
      return { ...cell, kind, worseBy, pHolm, claim };
    }),
  };
}

interface Pair {
  readonly kind: "pair";
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
    return { ...cell, kind: "pair", a, b, base: middle(before.values), head: middle(after.values) };
  });
}

interface CellSeen {
  /** The number of recorded forks, whatever their outcome. */
  readonly forks: number;
  readonly values: readonly number[];
  /** Why it is not compared. */
  readonly why: string | undefined;
  /** Why correct forks have no value, where that is known. */
  readonly missing: string | undefined;
}

/** The facts about each cell that ran, under a name that both runs share. */
function cellsOf({ run, facts }: RunWithFacts, metric: string): Map<string, CellSeen> {
  const versions = Map.groupBy(run.plan.runtimes, (runtime) => runtime.id);
  const nameOf = (cell: CellFacts) => {
    const id = run.plan.runtimes.find(({ key }) => key === cell.runtime)?.id;
    const runtime = id !== undefined && versions.get(id)?.length === 1 ? id : cell.runtime;
    return `${cell.example}/${cell.input}/${cell.model}/${runtime}`;
  };
  const forks = Map.groupBy(facts.forks, ({ cell }) => cell);
  const done = new Map<string, WallTime[]>();
  for (const { cell, kind, outcome } of run.forks) {
    if (kind !== "time" || outcome._tag !== "done") continue;
    done.set(cell, [...(done.get(cell) ?? []), outcome.measurement.wall]);
  }
  const batchOf = ({ example, input }: CellFacts) =>
    run.plan.cases.find((one) => one.example === example && one.input === input)?.batch ?? 1;
  const seen = facts.cells
    .filter(({ duplicateOf, unsupported }) => duplicateOf === undefined && unsupported === undefined)
    .map((cell): [string, CellSeen] => {
      const mine = forks.get(cell.id) ?? [];
      const bad = mine.filter(({ outcome }) => outcome !== "done");
      const values = mine.flatMap(({ outcome, figures }) =>
        outcome === "done" && figures[metric] !== undefined ? [figures[metric]] : [],
      );
      const [first] = bad;
      const why =
        mine.length === 0
          ? "no fork is recorded"
          : first === undefined
            ? undefined
            : `${bad.length} of ${mine.length} forks ${first.outcome}${first.reason === undefined ? "" : `: ${first.reason}`}`;
      const walls = done.get(cell.id) ?? [];
      const missing = values.length > 0 ? undefined : whyNoTail(metric, walls, batchOf(cell));
      return [nameOf(cell), { forks: mine.length, values, why, missing }];
    });
  return new Map(seen);
}

function mustBeComparable(base: Run, head: Run): void {
  const differ = (what: string, one: unknown, other: unknown) => {
    if (isDeepStrictEqual(one, other)) return;
    throw new Usage(
      `Cannot compare ${base.folder} and ${head.folder}: they differ in ${what}, ${JSON.stringify(one)} against ${JSON.stringify(other)}`,
    );
  };
  differ("the warm-up in milliseconds", base.plan.profile.warmUpMs, head.plan.profile.warmUpMs);
  differ("the measuring time in milliseconds", base.plan.profile.measureMs, head.plan.profile.measureMs);
  differ("the number of threads", base.plan.threads, head.plan.threads);
  for (const one of base.plan.cases) {
    const other = head.plan.cases.find(
      ({ example, input }) => example === one.example && input === one.input,
    );
    if (other !== undefined)
      differ(`the input ${one.input} of ${one.example}`, [one.value, one.batch], [other.value, other.batch]);
  }
}

/** Warnings about where the runs were made. */
function warningsOf(machines: readonly MachinePair[]): string[] {
  const differing = machines.some(
    ({ base, head }) => base !== undefined && head !== undefined && areByOthers(base, head),
  );
  const alone = machines.flatMap(({ machine, base, head }) =>
    machine !== undefined && (base === undefined || head === undefined) ? [machine] : [],
  );
  return [
    ...(differing ? ["The runs were made on different machines: what differs may be theirs."] : []),
    ...alone.map((machine) => `${machine} has a part in one of the runs only: nothing there is compared.`),
  ];
}

/** Whether anything that both runs measured was measured on different machines. */
function areByOthers(base: Run, head: Run): boolean {
  const after = makersOf(head);
  return [...makersOf(base)].some(([one, makers]) => {
    const others = after.get(one);
    return others !== undefined && !isDeepStrictEqual(makers, others);
  });
}

/** The machines that measured each input of an example: shards have separate inputs, each on its machine. */
function makersOf({ plan, forks }: Run): Map<string, Set<string>> {
  const cells = new Map(plan.cells.map(({ id, example, input }) => [id, `${example}/${input}`]));
  const makers = new Map<string, Set<string>>();
  for (const { cell, machine } of forks) {
    const key = cells.get(cell) ?? cell;
    makers.set(key, (makers.get(key) ?? new Set()).add(machine));
  }
  return makers;
}

function warningsOfRuns(base: Run, head: Run): string[] {
  const bad = [base, head].flatMap(({ folder, environment }) =>
    environment.machines.flatMap(({ conditions }) =>
      conditions.filter(({ weight }) => weight === "bad").map(({ what }) => `${folder}: ${what}.`),
    ),
  );
  return [
    "The runs were not interleaved: what changed on the machine between them counts as a change, too.",
    ...bad,
    ...[base, head].flatMap(({ folder, missing }) =>
      missing > 0 ? [`${folder}: ${missing} forks of its plan are missing.`] : [],
    ),
  ];
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}
