// A cell's figure, as a reader sees it.
import type { FactorToBest, FigureSummary, MetricFacts } from "@byturns/statistics";
import { claimOf } from "@byturns/statistics/verdict";
import { figure } from "@byturns/text/figures";
import { claimedFigures } from "./claimed-figures.ts";
import type { CellStory, Figure } from "./model.ts";
import { modesText, modesValue } from "./modes-text.ts";
import { standingOf } from "./standing.ts";
import { tailInterval } from "./tail-interval.ts";

/** How a figure stands to the best one, as far as so few or so many forks may claim it. */
export function claimedToBest(seen: FigureSummary): FactorToBest | undefined {
  return claimOf(seen.forks) === "correctness" || seen.toBest?.verdict === "unclaimed"
    ? undefined
    : seen.toBest;
}

/** Reads a metric off a cell; undefined where the cell has no such figure. */
export function read(cell: CellStory, metric: MetricFacts): Figure | undefined {
  const seen = cell.summary?.figures[metric.id];
  if (seen === undefined) return undefined;
  const toBest = claimedToBest(seen);
  const shown = toBest && claimedFigures(toBest.factor, toBest.verdict, cell.band);
  return {
    value: seen.modes === undefined ? figure(seen.median, metric.unit) : modesValue(seen.modes, metric.unit),
    modes: seen.modes && modesText(seen.modes, metric.unit),
    spans: tailInterval(seen, metric),
    factor: shown?.factor,
    interval: toBest?.best === cell.id ? undefined : shown?.interval,
    standing:
      toBest === undefined
        ? undefined
        : toBest.best === cell.id
          ? "best"
          : standingOf(toBest.verdict, toBest.factor.estimate),
  };
}
