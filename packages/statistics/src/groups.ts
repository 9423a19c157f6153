// Which cells of a group are better, which are tied, and whether duplicates were called different.

import { inverseOf } from "./curves/fitted.ts";
import type { MetricFacts } from "./facts.ts";
import { comparable, comparePairs, type PairRules, wereInterleaved } from "./looks/pairs.ts";
import type {
  CellSummary,
  FactorToBest,
  FigureSummary,
  GroupMetric,
  GroupSummary,
  ProofSummary,
} from "./summary.ts";
import { claimOf, differs } from "./verdict.ts";

/** Compares the cells of one example and one input with one another, by every metric. */
export function compareGroup(
  cells: readonly CellSummary[],
  metrics: readonly MetricFacts[],
  rules: PairRules,
): GroupSummary {
  const [first] = cells as readonly [CellSummary];
  const { example, input, sweep } = first.cell;
  const byMetric = metrics.flatMap((metric): [string, GroupMetric][] => {
    const { id, better } = metric;
    if (better === undefined) return [];
    const able = comparable(cells, id);
    const pairs = able
      .flatMap((a, i) => able.slice(i + 1).map((b) => [a, b] as const))
      .filter((pair) => wereInterleaved(pair, id));
    const compared = able.filter((cell) => pairs.some((pair) => pair.includes(cell)));
    if (compared.length === 0) return [];
    const medianOf = ({ figures }: CellSummary) => figures[id]?.median as number;
    const best = compared.reduce((one, other) => {
      const isBetter = better === "lower" ? medianOf(other) < medianOf(one) : medianOf(other) > medianOf(one);
      return isBetter ? other : one;
    }).cell.id;
    const comparisons = comparePairs(pairs, metric, rules);
    const tied = comparisons
      .filter(({ a, b, verdict }) => (a === best || b === best) && !differs(verdict))
      .flatMap(({ a, b }) => [a, b]);
    const bestTied = compared.map(({ cell }) => cell.id).filter((id) => id === best || tied.includes(id));
    const claim = claimOf(Math.min(...compared.map(({ figures }) => figures[id]?.forks ?? 0)));
    return [[id, { best, bestTied, claim, comparisons }]];
  });
  return {
    example,
    input,
    ...(sweep === undefined ? {} : { sweep }),
    cells: cells.map(({ cell }) => cell.id),
    metrics: Object.fromEntries(byMetric),
  };
}

export type Standing = Pick<FigureSummary, "toBest" | "rank" | "tiedWith">;

/** The key of a cell's standing by a metric. */
export const standingKey = (cell: string, metric: string) => `${metric}\n${cell}`;

/** The result of a group's comparisons for each of its cells. */
export function placeCells(
  group: GroupSummary,
  metrics: readonly MetricFacts[],
  standing: Map<string, Standing>,
): void {
  for (const { id: metric, better } of metrics) {
    const found = group.metrics[metric];
    if (found === undefined) continue;
    const compared = new Set(found.comparisons.flatMap(({ a, b }) => [a, b]));
    for (const cell of compared) {
      const own = found.comparisons
        .filter(({ a, b }) => a === cell || b === cell)
        .map((comparison) => {
          const worse = (comparison.a === cell) === (better === "lower");
          const factor = worse ? comparison.ratio : inverseOf(comparison.ratio);
          const other = comparison.a === cell ? comparison.b : comparison.a;
          return { ...comparison, other, factor };
        });
      const toOther = own.find(({ other }) => other === found.best);
      // Never interleaved with the best cell, so it has no standing relative to it.
      if (cell !== found.best && toOther === undefined) continue;
      const toBest: FactorToBest =
        toOther === undefined
          ? { best: cell, factor: { estimate: 1, low: 1, high: 1 }, verdict: "best", p: 1, pHolm: 1 }
          : {
              best: found.best,
              factor: toOther.factor,
              verdict: toOther.verdict,
              p: toOther.p,
              pHolm: toOther.pHolm,
            };
      standing.set(standingKey(cell, metric), {
        toBest,
        rank: 1 + own.filter(({ verdict, factor }) => differs(verdict) && factor.estimate > 1).length,
        tiedWith: own.filter(({ verdict }) => !differs(verdict)).map(({ other }) => other),
      });
    }
  }
}

/** Compares every duplicate with its original cell. */
export function proofOf(
  cells: readonly CellSummary[],
  metrics: readonly MetricFacts[],
  rules: PairRules,
): ProofSummary {
  const byId = new Map(cells.map((cell) => [cell.cell.id, cell]));
  const pairs = cells.flatMap((again) => {
    const first = again.cell.duplicateOf === undefined ? undefined : byId.get(again.cell.duplicateOf);
    return first === undefined ? [] : [[first, again] as const];
  });
  const duplicates = metrics.flatMap((by) => {
    const { id: metric } = by;
    const both = pairs.filter(
      (pair) => comparable(pair, metric).length === 2 && wereInterleaved(pair, metric),
    );
    return comparePairs(both, by, rules).map((comparison) => ({
      ...comparison,
      metric,
      runtime: byId.get(comparison.a)?.cell.runtime as string,
    }));
  });
  const primary = duplicates.filter(({ metric }) => metric === metrics[0]?.id);
  const different = primary.filter(({ verdict }) => differs(verdict)).length;
  const able = primary.filter(
    ({ a, b, rounds }) =>
      rounds >= (rules.design?.looks[0] ?? 0) &&
      [a, b].every((id) => claimOf(byId.get(id)?.figures[metrics[0]?.id ?? ""]?.forks ?? 0) === "verdicts"),
  ).length;
  return { duplicates, pairs: primary.length, different, able };
}
