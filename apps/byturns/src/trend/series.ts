// Series of points, where they shift, and what else changed there.
import type { SeriesOfTrend } from "@byturns/report";
import { changePoints, median } from "@byturns/statistics";
import type { TrendPoint } from "./points.ts";

/** One figure of one cell over time. */
export interface TrendSeries extends SeriesOfTrend {
  readonly points: readonly TrendPoint[];
}

type Shift = SeriesOfTrend["shifts"][number];
type Changed = SeriesOfTrend["changed"][number];

/** The level of each series' first test: so many series without a change in 100 are said to have one. */
export const level = 0.01;

/**
 * Points as series, each with its shifts by E-divisive on the logarithms; series with a shift come first, the greatest
 * first.
 *
 * @param seed of the permutations.
 */
export function seriesOf(points: readonly TrendPoint[], seed = 1): readonly TrendSeries[] {
  return [...Map.groupBy(points, ({ cell }) => cell)]
    .map(([cell, some]): TrendSeries => {
      const sorted = some.toSorted((a, b) => a.atMs - b.atMs || (a.source < b.source ? -1 : 1));
      return { cell, points: sorted, shifts: shiftsOf(sorted, seed), changed: changedIn(sorted) };
    })
    .toSorted((a, b) => greatest(b) - greatest(a) || (a.cell < b.cell ? -1 : 1));
}

function greatest({ shifts }: TrendSeries): number {
  return shifts.reduce((most, { factor }) => Math.max(most, Math.abs(Math.log(factor))), 0);
}

function shiftsOf(points: readonly TrendPoint[], seed: number): readonly Shift[] {
  const values = points.map(({ value }) => value);
  // A shift is a factor: in logarithms one of 10 % weighs the same wherever it stands.
  const isPositive = values.every((value) => value > 0);
  const found = changePoints(isPositive ? values.map(Math.log) : values, { level, seed });
  const ends = [0, ...found.map(({ at }) => at), values.length];
  const medians = ends.slice(1).map((end, i) => median(values.slice(ends[i], end)));
  return found.map(({ at, p }, i) => ({
    at,
    p,
    factor: (medians[i + 1] as number) / (medians[i] as number),
  }));
}

function changedIn(points: readonly TrendPoint[]): readonly Changed[] {
  return points.flatMap((point, at) => {
    const before = points[at - 1];
    if (before === undefined) return [];
    return (["runtime", "machine", "setting"] as const).flatMap((what): Changed[] => {
      const [from, to] = [before[what], point[what]];
      if (from === undefined || to === undefined || from === to) return [];
      const says = what === "setting" ? "the input, or how it was measured" : `${from} → ${to}`;
      return [{ at, what, says }];
    });
  });
}
