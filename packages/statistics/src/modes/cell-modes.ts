// The modes of a run's cells. What the machine does to all cells is no mode of one: a round that was slow for all, and
// processes that are slow as a whole now and then, whatever they run.

import type { CellFacts, MetricFacts } from "../facts.ts";
import { median, quantile } from "../figures/distribution.ts";
import type { CellSummary, FigureSummary, TwoModes } from "../summary.ts";
import { atLeastP } from "./binomial.ts";
import { splitOf } from "./two-modes.ts";

/** With fewer other cells in a round, what it did to all of them is not known. */
const leastOthers = 4;
/** The largest p at which a cell has more forks in its worse mode than the machine explains. */
const machineLevel = 0.01;

/** One cell's figures by one metric. */
interface Series {
  /** Cells of the same code, such as an A/A pair, show the same modes: they do not tell what the machine does. */
  readonly code: string;
  /** Logarithms, higher is worse; 0 is the cell's median. */
  readonly values: readonly { readonly round: number; readonly value: number; readonly log: number }[];
}

/** Adds to each figure the two modes of its forks, where there are two. */
export function withModes(
  cells: readonly CellSummary[],
  metrics: readonly MetricFacts[],
): readonly CellSummary[] {
  const seriesOf = metrics.map(({ id, better }) =>
    cells.map(({ cell, figures }) => better && series(cell, figures[id], better === "lower" ? 1 : -1)),
  );
  return cells.map((summary, at) => {
    const figures = metrics.flatMap(({ id }, i) => {
      const figure = summary.figures[id];
      const own = seriesOf[i]?.[at];
      if (figure === undefined) return [];
      const modes = own && modesOf(own, seriesOf[i] ?? []);
      return [[id, modes === undefined ? figure : { ...figure, modes }] as const];
    });
    return { ...summary, figures: Object.fromEntries(figures) };
  });
}

function series(
  { example, input, model, runtime }: CellFacts,
  figure: FigureSummary | undefined,
  sign: 1 | -1,
): Series | undefined {
  if (figure === undefined || figure.values.some(({ value }) => value <= 0)) return undefined;
  const middle = Math.log(figure.median);
  return {
    code: JSON.stringify([example, input, model, runtime]),
    values: figure.values.map(({ round, value }) => ({
      round,
      value,
      log: sign * (Math.log(value) - middle),
    })),
  };
}

function modesOf(own: Series, all: readonly (Series | undefined)[]): TwoModes | undefined {
  const split = splitOf(own.values.map(({ log }) => log));
  if (split === undefined) return undefined;
  const others = all.filter((other) => other !== undefined && other.code !== own.code) as readonly Series[];
  const shared = sharedByRound(others);
  const without = splitOf(own.values.map(({ round, log }) => log - (shared.get(round) ?? 0)));
  if (without === undefined) return undefined;
  const [better, worse] = [false, true].map((isUpper) => {
    const values = own.values.flatMap(({ value }, i) => (split.isUpper[i] === isUpper ? [value] : []));
    return { forks: values.length, median: median(values) };
  }) as [TwoModes["better"], TwoModes["worse"]];
  const ratio = Math.max(better.median, worse.median) / Math.min(better.median, worse.median);
  const byMachine = shareByMachine(others, Math.log(ratio) / 2);
  if (byMachine !== undefined && atLeastP(worse.forks, own.values.length, byMachine) > machineLevel) {
    return undefined;
  }
  return { better, worse, ratio, p: Math.max(split.p, without.p) };
}

/** How much worse than usual each round was for all cells: the median of their logarithms. */
function sharedByRound(others: readonly Series[]): ReadonlyMap<number, number> {
  const byRound = Map.groupBy(
    others.flatMap(({ values }) => values),
    ({ round }) => round,
  );
  return new Map(
    [...byRound]
      .filter(([, values]) => values.length >= leastOthers)
      .map(([round, values]) => [round, median(values.map(({ log }) => log))]),
  );
}

/**
 * The share of forks that the machine makes worse by so much. That of all other cells, or if fewer than half of them
 * have such forks, what the middle one of them allows: some may have modes of their own.
 */
function shareByMachine(others: readonly Series[], distance: number): number | undefined {
  const counts = others.map(({ values }) => {
    const logs = values.map(({ log }) => log);
    const from = quantile(logs, 0.25) + distance;
    return { worse: logs.filter((log) => log > from).length, all: logs.length };
  });
  if (counts.length === 0) return undefined;
  const sum = (of: "worse" | "all") => counts.reduce((total, count) => total + count[of], 0);
  const pooled = (sum("worse") + 0.5) / (sum("all") + 1);
  const middle = median(counts.map(({ worse, all }) => (worse + 2 / 3) / (all + 1 / 3)));
  return Math.min(pooled, middle);
}
