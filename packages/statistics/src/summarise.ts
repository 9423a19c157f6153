// From a run's facts to its summary: every figure that a report prints is made here, once.
import { curvesOf } from "./curves.ts";
import { distribution } from "./distribution.ts";
import type { CellFacts, ForkFacts, RunFacts } from "./facts.ts";
import { compareGroup, placeCells, proofOf, type Standing, standingKey } from "./groups.ts";
import { medianInterval } from "./median-interval.ts";
import { pairRulesOf } from "./pairs.ts";
import { checkResamples } from "./resampling.ts";
import type { CellSummary, FigureSummary, OutcomeCount, Summary } from "./summary.ts";
import { claimOf, type Interval } from "./verdict.ts";

export interface SummariseOptions {
  /** What counts as no difference, >= 1; default 1.03. */
  readonly band?: number | undefined;
  /** For the intervals of scalings and crossovers, >= 100; default 1,000. */
  readonly resamples?: number | undefined;
}

/** Curves are many and each needs its own resamples; another seed moves the ends of an interval by some 2 % of its width. */
const curveResamples = 1_000;

/**
 * Summarises a run, complete or not.
 *
 * Figures come from forks that are done. A cell of which one fork gave a wrong output, or was ended by a limit, stands in
 * no comparison, and so does a cell by a metric that is 0 or below in one of its forks. A second cell of a pair of duplicates is compared
 * with its duplicate alone.
 *
 * @throws RangeError when a fork or duplicate names a cell that is not there, or a figure is not finite.
 * @example
 * ```ts
 * summarise(factsOf(await readRun(folder))).groups[0]?.metrics.wallMs?.best;
 * ```
 */
export function summarise(run: RunFacts, options: SummariseOptions = {}): Summary {
  const { band, resamples = curveResamples } = options;
  checkResamples(resamples);
  const rules = pairRulesOf(run, band);
  const plain = cellsOf(run);
  const enrolled = plain.filter(({ cell }) => cell.duplicateOf === undefined);
  const groups = [
    ...Map.groupBy(enrolled, ({ cell }) => JSON.stringify([cell.example, cell.input])).values(),
  ].map((cells) => compareGroup(cells, run.metrics, rules));
  const standing = new Map<string, Standing>();
  for (const group of groups) placeCells(group, run.metrics, standing);
  const cells = plain.map((summary) => withStanding(summary, standing));
  const primary = run.metrics[0];
  const mostForks = Math.max(0, ...cells.map(({ figures }) => (primary && figures[primary.id]?.forks) ?? 0));
  return {
    profile: run.profile,
    claim: claimOf(mostForks),
    seed: run.seed,
    resamples,
    metrics: run.metrics,
    cells,
    groups,
    proof: proofOf(plain, run.metrics, rules),
    ...curvesOf(enrolled, run.metrics, { seed: run.seed, resamples }),
  };
}

/** The cells of a run, not yet compared with one another. */
export function cellsOf(run: RunFacts): CellSummary[] {
  const forksOf = forksByCell(run);
  return run.cells.map((cell) => summariseCell(cell, forksOf.get(cell.id) ?? [], run));
}

function forksByCell(run: RunFacts): Map<string, ForkFacts[]> {
  const forksOf = new Map(run.cells.map(({ id }) => [id, [] as ForkFacts[]]));
  for (const fork of run.forks) {
    const forks = forksOf.get(fork.cell);
    if (forks === undefined) {
      throw new RangeError(`Cannot summarise a fork of ${fork.cell}: the plan has no such cell`);
    }
    forks.push(fork);
  }
  for (const { id, duplicateOf } of run.cells) {
    if (duplicateOf !== undefined && !forksOf.has(duplicateOf)) {
      throw new RangeError(`Cannot summarise ${id}: its duplicate ${duplicateOf} is not in the plan`);
    }
  }
  return forksOf;
}

function summariseCell(cell: CellFacts, forks: readonly ForkFacts[], run: RunFacts): CellSummary {
  const done = forks.filter(({ outcome }) => outcome === "done");
  const figures = run.metrics.flatMap(({ id }) => {
    const values = done.flatMap(({ round, figures: { [id]: value } }) =>
      value === undefined ? [] : [{ round, value }],
    );
    return values.length === 0 ? [] : [[id, summariseFigure(id, values, cell)] as const];
  });
  const notCompared = reasonNotCompared(cell, forks);
  return {
    cell,
    planned: cell.planned,
    recorded: forks.length,
    done: done.length,
    outcomes: countOutcomes(forks),
    ...(notCompared === undefined ? {} : { notCompared }),
    figures: Object.fromEntries(figures),
  };
}

function reasonNotCompared(cell: CellFacts, forks: readonly ForkFacts[]): string | undefined {
  if (cell.unsupported !== undefined) return cell.unsupported;
  const wrong = forks.find(({ outcome }) => outcome === "wrong");
  if (wrong !== undefined) return `an output was wrong: ${wrong.reason ?? "no reason was recorded"}`;
  if (!forks.some(({ outcome }) => outcome === "done")) return "no fork ended well";
  // Those that ended in time are the quicker ones: of the cell they say less than the truth.
  const atLimits = forks.filter(({ outcome }) => outcome === "timedOut" || outcome === "outOfMemory");
  const [first] = atLimits;
  return first === undefined
    ? undefined
    : `${atLimits.length} of ${forks.length} forks ended at a limit: ${first.reason ?? first.outcome}`;
}

function summariseFigure(
  metric: string,
  unordered: readonly { round: number; value: number }[],
  { ideal }: CellFacts,
): FigureSummary {
  const values = unordered.toSorted((one, other) => one.round - other.round);
  const numbers = values.map(({ value }) => value);
  const overIdeal =
    metric === "wallMs" && ideal !== undefined && ideal.ms > 0
      ? { overIdeal: mapInterval(medianInterval(numbers), (ms) => ms / ideal.ms) }
      : {};
  return { forks: values.length, ...distribution(numbers), values, ...overIdeal, tiedWith: [] };
}

function countOutcomes(forks: readonly ForkFacts[]): OutcomeCount[] {
  return [...Map.groupBy(forks, ({ outcome }) => outcome)].map(([outcome, alike]) => {
    const withReason = alike.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
    const reasons = [...Map.groupBy(withReason, (reason) => reason)]
      .map(([reason, { length }]) => ({ reason, forks: length }))
      .sort((one, other) => other.forks - one.forks);
    return { outcome, forks: alike.length, reasons };
  });
}

function withStanding(summary: CellSummary, standing: ReadonlyMap<string, Standing>): CellSummary {
  const figures = Object.entries(summary.figures).map(([metric, figure]) => [
    metric,
    { ...figure, ...standing.get(standingKey(summary.cell.id, metric)) },
  ]);
  return { ...summary, figures: Object.fromEntries(figures) };
}

function mapInterval({ estimate, low, high }: Interval, map: (value: number) => number): Interval {
  return { estimate: map(estimate), low: map(low), high: map(high) };
}
