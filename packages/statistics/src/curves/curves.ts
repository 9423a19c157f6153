// The curves of a run: a scaling for every swept cell family, where the curves of two models cross, and where one
// exceeds its limit. Points with too few forks for a claim are used only if there are no others.

import type { MetricFacts } from "../facts.ts";
import type { CellSummary, CrossoverSummary, KneeSummary, ScalingSummary } from "../summary.ts";
import { claimOf, type Interval } from "../verdict.ts";
import { findCrossover } from "./crossover.ts";
import { findKnee } from "./knee.ts";
import { fitScaling, type SweptCell } from "./scaling.ts";

interface Curve {
  readonly example: string;
  readonly sweep: string;
  readonly parameter: string;
  readonly unit: string;
  readonly model: string;
  readonly runtime: string;
  readonly metric: string;
  readonly cells: readonly SweptCell[];
  /** The cells with enough forks for a claim. */
  readonly claiming: readonly SweptCell[];
  /** Whether there is such a cell for each of the plan's values of the sweep. */
  readonly isWhole: boolean;
}

/**
 * Scalings by every metric; crossovers of every two models under one runtime by every metric that is better when lower;
 * knees by every metric with a limit. A curve needs 3 measured values, a knee 2, and a crossover 2 measured for both
 * curves.
 *
 * Only points with enough forks for a claim count. If fewer than 3 are left, a scaling is fitted to all points and has
 * no intervals; a knee whose curve lacks a point has a certainty of 0.
 */
export function curvesOf(
  cells: readonly CellSummary[],
  metrics: readonly MetricFacts[],
  options: { readonly seed: number; readonly resamples: number },
): {
  readonly scalings: readonly ScalingSummary[];
  readonly crossovers: readonly CrossoverSummary[];
  readonly knees: readonly KneeSummary[];
} {
  const curves = metrics.flatMap(({ id }) => curvesBy(cells, id));
  const scalings = curves
    .filter((curve) => curve.cells.length >= 3)
    .map(({ cells: all, claiming, isWhole: _, ...of }): ScalingSummary => {
      if (claiming.length >= 3) return { ...of, ...fitScaling(claiming, options) };
      const { exponent, perUnit, ...fit } = fitScaling(all, options);
      const bare = ({ estimate }: Interval) => ({ estimate });
      return { ...of, ...fit, exponent: bare(exponent), perUnit: bare(perUnit) };
    });
  const lower = new Set(metrics.filter(({ better }) => better === "lower").map(({ id }) => id));
  const crossovers = [...Map.groupBy(curves, familyKey).values()].flatMap((family) =>
    family.flatMap((one, i) =>
      lower.has(one.metric) ? family.slice(i + 1).flatMap((other) => crossingOf(one, other, options)) : [],
    ),
  );
  const limits = new Map(metrics.flatMap(({ id, limit }) => (limit === undefined ? [] : [[id, limit]])));
  const knees = curves.flatMap(({ cells: swept, claiming: _, isWhole, ...of }): KneeSummary[] => {
    const limit = limits.get(of.metric);
    if (limit === undefined || swept.length < 2) return [];
    const found = findKnee(swept, limit, options);
    return [{ ...of, limit, ...found, certainty: isWhole ? found.certainty : 0 }];
  });
  return { scalings, crossovers, knees };
}

function familyKey({ metric, example, sweep, runtime }: Curve): string {
  return JSON.stringify([metric, example, sweep, runtime]);
}

function curvesBy(cells: readonly CellSummary[], metric: string): Curve[] {
  const swept = cells.flatMap(({ cell, figures: { [metric]: figure }, notCompared }) => {
    const { example, model, runtime, sweep, unsupported } = cell;
    // A logarithm needs a value above 0.
    if (sweep === undefined || !(sweep.value > 0) || unsupported !== undefined) return [];
    const { name, parameter, unit, value } = sweep;
    const of = { example, sweep: name, parameter, unit, model, runtime, metric };
    const isUsable = notCompared === undefined && figure !== undefined && figure.min > 0;
    const at = isUsable ? { value, figures: figure.values.map((one) => one.value) } : undefined;
    return [{ of, key: JSON.stringify(of), at }];
  });
  return [...Map.groupBy(swept, ({ key }) => key).values()].flatMap((family) => {
    const points = family.flatMap(({ at }) => at ?? []);
    if (points.length === 0) return [];
    const claiming = points.filter(({ figures }) => claimOf(figures.length) !== "correctness");
    const { of } = family[0] as (typeof family)[number];
    return { ...of, cells: points, claiming, isWhole: claiming.length === family.length };
  });
}

function crossingOf(
  one: Curve,
  other: Curve,
  options: { readonly seed: number; readonly resamples: number },
): CrossoverSummary[] {
  const shared = one.claiming.filter(({ value }) => other.claiming.some((cell) => cell.value === value));
  if (shared.length < 2) return [];
  const found = findCrossover(one.claiming, other.claiming, options);
  if (found === undefined) return [];
  const { example, sweep, parameter, unit, metric, runtime } = one;
  const [winsAbove, winsBelow] =
    found.lowerBeyond === "a" ? [one.model, other.model] : [other.model, one.model];
  const { at, certainty } = found;
  return [{ example, sweep, parameter, unit, metric, runtime, winsAbove, winsBelow, at, certainty }];
}
