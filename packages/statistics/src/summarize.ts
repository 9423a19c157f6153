// Turns a run's facts into its summary: every figure that a report prints is computed here, once.
import { cellsOf } from "./cells.ts";
import { curvesOf } from "./curves/curves.ts";
import type { RunFacts } from "./facts.ts";
import { compareGroup, placeCells, proofOf, type Standing, standingKey } from "./groups.ts";
import { countDecisions, decisionsOf } from "./looks/decisions.ts";
import { pairRulesOf } from "./looks/pairs.ts";
import { withModes } from "./modes/cell-modes.ts";
import type { CellSummary, Summary } from "./summary.ts";
import { checkResamples } from "./tests/resampling.ts";
import { claimOf, equivalenceBand } from "./verdict.ts";

export interface SummarizeOptions {
  /** The range that counts as equivalent, as a factor >= 1; default 1.03. */
  readonly band?: number | undefined;
  /** For the intervals of scalings and crossovers, >= 100; default 1,000. */
  readonly resamples?: number | undefined;
}

/**
 * Curves are many, and each needs its own resamples; another seed moves the ends of an interval by about 2 % of its
 * width.
 */
const curveResamples = 1_000;

/**
 * Summarizes a run, complete or not.
 *
 * Figures come from forks that are done. A cell is not compared if one of its forks gave a wrong output or was ended by
 * a limit, nor by a metric that is 0 or below in one of its forks. A duplicate is compared only with its original cell.
 *
 * @throws RangeError when a fork or duplicate names a cell that does not exist, or a figure is not finite.
 * @example
 * ```ts
 * summarize(factsOf(await readRun(folder))).groups[0]?.metrics.wallMs?.best;
 * ```
 */
export function summarize(run: RunFacts, options: SummarizeOptions = {}): Summary {
  const { band, resamples = curveResamples } = options;
  checkResamples(resamples);
  const rules = pairRulesOf(run, band);
  const plain = withModes(cellsOf(run), run.metrics);
  // The base's cells would stand beside those of the head under the same names: `compareRevisions` compares them.
  const ofHead = plain.filter(({ cell }) => cell.revision !== "base");
  const measured = ofHead.filter(({ cell }) => cell.duplicateOf === undefined);
  const groups = [
    ...Map.groupBy(measured, ({ cell }) => JSON.stringify([cell.example, cell.input])).values(),
  ].map((cells) => compareGroup(cells, run.metrics, rules));
  const standing = new Map<string, Standing>();
  for (const group of groups) placeCells(group, run.metrics, standing);
  const cells = ofHead.map((summary) => withStanding(summary, standing));
  const primary = run.metrics[0];
  const mostForks = Math.max(0, ...cells.map(({ figures }) => (primary && figures[primary.id]?.forks) ?? 0));
  return {
    profile: run.profile,
    claim: claimOf(mostForks),
    band: run.design?.band ?? band ?? equivalenceBand,
    ...(run.asked === undefined ? {} : { decisions: countDecisions(decisionsOf(run)) }),
    seed: run.seed,
    resamples,
    metrics: run.metrics,
    cells,
    groups,
    proof: proofOf(plain, run.metrics, rules),
    ...curvesOf(measured, run.metrics, { seed: run.seed, resamples }),
  };
}

function withStanding(summary: CellSummary, standing: ReadonlyMap<string, Standing>): CellSummary {
  const figures = Object.entries(summary.figures).map(([metric, figure]) => [
    metric,
    { ...figure, ...standing.get(standingKey(summary.cell.id, metric)) },
  ]);
  return { ...summary, figures: Object.fromEntries(figures) };
}
