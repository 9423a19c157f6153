// The trend as a table for a terminal.
import { table, wrap } from "@byturns/text";
import { changeText, counted, figure } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { paint } from "../text/terminal.ts";
import type { TrendSource } from "./points.ts";
import { level, type TrendSeries } from "./series.ts";

/** One line a series, and below it one for each shift, and for whatever else changed. */
export function drawTrend(series: readonly TrendSeries[], { metric }: TrendSource, width: number): string {
  const lines = table(
    series.map(({ cell, points }) => [
      label(cell, 80),
      counted(points.length, "run"),
      figure(points[0]?.value, metric.unit),
      "→",
      figure(points.at(-1)?.value, metric.unit),
    ]),
    { right: [1, 2, 4] },
  );
  const shifted = series.filter(({ shifts }) => shifts.length > 0).length;
  const text = series.flatMap((one, i) => [lines[i] ?? "", ...notesOf(one)]);
  const few = series.filter(({ points }) => points.length < 10).length;
  return [
    paint("bold", `${metric.title}: ${counted(series.length, "cell")}, ${shifted} with a shift`),
    ...text,
    "",
    ...wrap(
      `Shifts by E-divisive at p <= ${level}: of 100 cells without one, about 1 is said to have one.` +
        (few > 0
          ? ` ${counted(few, "cell")} ${few === 1 ? "has" : "have"} fewer than 10 runs, which rarely show one.`
          : ""),
      width,
    ),
  ].join("\n");
}

function notesOf({ points, shifts, changed }: TrendSeries): string[] {
  const day = (at: number) => new Date(points[at]?.atMs ?? 0).toISOString().slice(0, 16).replace("T", " ");
  return shifts.map(({ at, p, factor }) => {
    const point = points[at];
    const commit = point?.commit === undefined ? "" : `, commit ${label(point.commit, 12)}`;
    // A shift is placed to within a run or so.
    const near = changed
      .filter((one) => Math.abs(one.at - at) <= 1)
      .map(({ what, says }) => `${what}: ${says}`);
    const also = near.length === 0 ? "" : `; changed there: ${label(near.join("; "), 300)}`;
    return paint(
      factor > 1 ? "yellow" : "green",
      `  ${day(at)}${commit}: ${changeText(factor)} (p ${p.toFixed(3)})${also}`,
    );
  });
}
