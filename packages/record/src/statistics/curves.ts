// The curves of a run: a scaling for every swept cell family, where two models' curves cross, and where one passes its
// limit.
import { findCrossing } from "./crossing.ts";
import type { MetricFacts } from "./facts.ts";
import { findKnee } from "./knee.ts";
import { fitScaling, type SweptCell } from "./scaling.ts";
import type { CellSummary, CrossingSummary, KneeSummary, ScalingSummary } from "./summary.ts";

interface Curve {
  readonly example: string;
  readonly sweep: string;
  readonly parameter: string;
  readonly unit: string;
  readonly model: string;
  readonly runtime: string;
  readonly metric: string;
  readonly cells: readonly SweptCell[];
}

/**
 * Scalings by every metric; crossings of every two models under one runtime by every metric that is better when
 * lower; knees by every metric that has a limit. A curve needs 3 values that were measured, a knee 2, a crossing 2 that
 * both were measured at.
 */
export function curvesOf(
  cells: readonly CellSummary[],
  metrics: readonly MetricFacts[],
  options: { readonly seed: number; readonly resamples: number },
): {
  readonly scalings: readonly ScalingSummary[];
  readonly crossings: readonly CrossingSummary[];
  readonly knees: readonly KneeSummary[];
} {
  const curves = metrics.flatMap(({ id }) => curvesBy(cells, id));
  const scalings = curves
    .filter((curve) => curve.cells.length >= 3)
    .map(({ cells: swept, ...of }) => ({ ...of, ...fitScaling(swept, options) }));
  const lower = new Set(metrics.filter(({ better }) => better === "lower").map(({ id }) => id));
  const crossings = [...Map.groupBy(curves, familyKey).values()].flatMap((family) =>
    family.flatMap((one, i) =>
      lower.has(one.metric) ? family.slice(i + 1).flatMap((other) => crossingOf(one, other, options)) : [],
    ),
  );
  const limits = new Map(metrics.flatMap(({ id, limit }) => (limit === undefined ? [] : [[id, limit]])));
  const knees = curves.flatMap(({ cells: swept, ...of }): KneeSummary[] => {
    const limit = limits.get(of.metric);
    return limit === undefined || swept.length < 2
      ? []
      : [{ ...of, limit, ...findKnee(swept, limit, options) }];
  });
  return { scalings, crossings, knees };
}

function familyKey({ metric, example, sweep, runtime }: Curve): string {
  return JSON.stringify([metric, example, sweep, runtime]);
}

function curvesBy(cells: readonly CellSummary[], metric: string): Curve[] {
  const swept = cells.flatMap(({ cell, figures, notCompared }) => {
    const figure = figures[metric];
    const usable = notCompared === undefined && cell.sweep !== undefined && cell.sweep.value > 0;
    if (!usable || cell.sweep === undefined || figure === undefined || !(figure.min > 0)) return [];
    const { example, model, runtime, sweep } = cell;
    const { name, parameter, unit, value } = sweep;
    const of = { example, sweep: name, parameter, unit, model, runtime, metric };
    return [{ of, key: JSON.stringify(of), at: { value, figures: figure.values.map((one) => one.value) } }];
  });
  return [...Map.groupBy(swept, ({ key }) => key).values()].map((family) => ({
    ...(family[0] as (typeof family)[number]).of,
    cells: family.map(({ at }) => at),
  }));
}

function crossingOf(
  one: Curve,
  other: Curve,
  options: { readonly seed: number; readonly resamples: number },
): CrossingSummary[] {
  const shared = one.cells.filter(({ value }) => other.cells.some((cell) => cell.value === value));
  if (shared.length < 2) return [];
  const found = findCrossing(one.cells, other.cells, options);
  if (found === undefined) return [];
  const { example, sweep, parameter, unit, metric, runtime } = one;
  const [winsAbove, winsBelow] =
    found.lowerBeyond === "a" ? [one.model, other.model] : [other.model, one.model];
  const { at, certainty } = found;
  return [{ example, sweep, parameter, unit, metric, runtime, winsAbove, winsBelow, at, certainty }];
}
