// Models held against one another within each runtime, or runtimes within each model: in how many cells one is the best,
// and how far behind it is in the others. Nothing is averaged: there is no overall score.
import { differs, inverseOf, type MetricFacts } from "@byturns/statistics";
import type { Verdict } from "@byturns/statistics/verdict";
import { listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { isCapped } from "../findings/capped.ts";
import { moreOf } from "../findings/loss.ts";
import { named, nameOf } from "../findings/naming.ts";
import type { Pairs, Ratio } from "../findings/pairs.ts";
import type { CaseStory, CellStory, Material } from "../model.ts";
import type { CaseOf } from "./topics.ts";

/** What is held against its like: everything else of the two cells is the same. */
export type Side = "model" | "runtime";

/** A cell in which another model, or another runtime, is shown to be better. */
export interface Behind {
  /** How many times worse than the best of the others: above 1. */
  readonly times: number;
  /** By how much, in the unit of the metric. */
  readonly more: number;
  readonly metric: MetricFacts;
  /** A cap ended what was measured: it is worse by so much at least. */
  readonly isCapped: boolean;
  /** `matmul with fibers`, `downloads on Deno`. */
  readonly place: string;
  /** The runtime, or the model, that both have: `Deno`. */
  readonly beside: string;
  /** The case, as an address in the page. */
  readonly anchor: string;
}

/** How one model, or one runtime, stands in all cells in which it has a rival. */
export interface Tally {
  readonly id: string;
  /** As sentences name it. */
  readonly name: string;
  readonly cells: number;
  /** Every rival is worse or equivalent. */
  readonly best: number;
  /** No rival is better, and those that are neither worse nor equivalent are close. */
  readonly close: number;
  /** No rival is shown to be better, and of some the forks cannot tell. */
  readonly open: number;
  /** The furthest first. */
  readonly behind: readonly Behind[];
}

/** All of them, and who is ahead of whom. */
export interface Standings {
  readonly side: Side;
  readonly tallies: readonly Tally[];
  /** Those that no other one is ahead of; all, where none stands out. */
  readonly ahead: readonly Tally[];
  /** Pairs of cells by their verdict. */
  readonly verdicts: ReadonlyMap<Verdict, number>;
}

/** One is ahead of another where it is better in at least twice as many cells as it is worse, and in one of ten at least. */
const leadRule = { winsForLoss: 2, leastShare: 0.1 } as const;

/**
 * Holds models, or runtimes, against one another by some metric of each case.
 *
 * @param metricOf the metric of a case; cases without one are left out.
 */
export function standingsOf(
  side: Side,
  cases: readonly CaseOf[],
  material: Material,
  pairs: Pairs,
  metricOf: (one: CaseOf) => MetricFacts | undefined,
): Standings {
  const ids = side === "model" ? material.models : material.runtimes.map(({ id }) => id);
  const seen = new Map(
    ids.map((id) => [
      id,
      { best: 0, close: 0, open: 0, behind: [] as Behind[], wins: new Map<string, number>() },
    ]),
  );
  const verdicts = new Map<Verdict, number>();
  const met = new Map<string, number>();
  for (const one of cases) {
    const metric = metricOf(one);
    if (metric === undefined) continue;
    for (const [beside, cells] of besides(side, one.one)) {
      if (cells.length < 2) continue;
      for (const cell of cells) {
        const own = seen.get(cell[side]);
        if (own === undefined) continue;
        const rivals = cells
          .filter((other) => other !== cell)
          .map((other) => ({ other, ...worseBy(pairs.of(metric.id, cell, other), metric) }));
        for (const { other, verdict, stands } of rivals) {
          const pair = JSON.stringify([cell[side], other[side]]);
          met.set(pair, (met.get(pair) ?? 0) + 1);
          if (stands === "better") own.wins.set(other[side], (own.wins.get(other[side]) ?? 0) + 1);
          if (cells.indexOf(other) > cells.indexOf(cell))
            verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        }
        const ahead = rivals
          .filter(({ stands }) => stands === "worse")
          .toSorted((a, b) => b.times - a.times)[0];
        if (ahead !== undefined) {
          const base = ahead.other.summary?.figures[metric.id]?.median ?? Number.NaN;
          const shared = side === "model" ? nameOf(beside, material) : label(beside);
          own.behind.push({
            times: ahead.times,
            more: moreOf(
              { worse: cell.summary?.figures[metric.id]?.median, base, times: ahead.times },
              metric,
            ),
            isCapped: isCapped(cell, metric),
            metric,
            place: `${named(one.example.id, one.one.input)} ${side === "model" ? "on" : "with"} ${shared}`,
            beside: shared,
            anchor: one.one.anchor,
          });
        } else if (rivals.every(({ stands }) => stands === "better" || stands === "equal")) own.best += 1;
        else if (rivals.every(({ stands }) => stands !== "open")) own.close += 1;
        else own.open += 1;
      }
    }
  }
  const nameFor = (id: string) => (side === "model" ? label(id) : nameOf(id, material));
  const tallies = [...seen]
    .map(([id, { best, close, open, behind }]) => ({
      id,
      name: nameFor(id),
      cells: best + close + open + behind.length,
      best,
      close,
      open,
      behind: behind.toSorted((a, b) => b.times - a.times),
    }))
    .filter(({ cells }) => cells > 0);
  const leads = (a: string, b: string) => {
    const [wins, losses] = [seen.get(a)?.wins.get(b) ?? 0, seen.get(b)?.wins.get(a) ?? 0];
    const all = met.get(JSON.stringify([a, b])) ?? 0;
    return wins > 0 && wins >= leadRule.winsForLoss * losses && wins >= leadRule.leastShare * all;
  };
  const unbeaten = tallies.filter(
    ({ id }) => !tallies.some((other) => other.id !== id && leads(other.id, id)),
  );
  return { side, tallies, ahead: unbeaten.length === 0 ? tallies : unbeaten, verdicts };
}

/** Cells of a case that differ in nothing but the side that is compared, by what they share. */
function besides(side: Side, { cells }: CaseStory): Map<string, CellStory[]> {
  const measured = cells.filter(({ state }) => state === "measured");
  return Map.groupBy(measured, ({ model, runtime }) => (side === "model" ? runtime : model));
}

/** How a cell stands to another: what no verdict decides is open. */
function worseBy(ratio: Ratio | undefined, { better }: MetricFacts) {
  if (ratio === undefined)
    return { verdict: "unclaimed" as const, stands: "open" as const, times: Number.NaN };
  const { verdict } = ratio;
  const { estimate, low, high } = better === "lower" ? ratio.interval : inverseOf(ratio.interval);
  const stands =
    verdict === "equivalent"
      ? ("equal" as const)
      : verdict === "close"
        ? ("close" as const)
        : differs(verdict) && low > 1
          ? ("worse" as const)
          : differs(verdict) && high < 1
            ? ("better" as const)
            : ("open" as const);
  return { verdict, stands, times: estimate };
}

/** Who is ahead, in words: `promises`, `promises and fibers`, `no model stands out`. */
export function aheadText({ side, tallies, ahead }: Standings): string {
  return ahead.length === tallies.length ? `no ${side} stands out` : listed(ahead.map(({ name }) => name));
}
