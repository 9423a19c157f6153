// Compares cells in pairs, by one metric: with all forks if their number was fixed, otherwise look by look.
import { type CellComparison, compareCells } from "../compare.ts";
import type { MetricFacts, RunFacts } from "../facts.ts";
import type { CellSummary, Comparison } from "../summary.ts";
import { holm } from "../tests/holm.ts";
import { equivalenceBand, isDecided } from "../verdict.ts";
import {
  compareInLooks,
  moreRounds,
  type SequentialComparison,
  type SharedRound,
  sequentialDesign,
} from "./sequential.ts";

/** Two cells of one example and input. */
export type Pair = readonly [CellSummary, CellSummary];

/** The rules of comparisons, beside the cells themselves. */
export interface PairRules {
  /** The range that counts as equivalent if the run's design does not set it; default 1.03. */
  readonly band?: number | undefined;
  readonly design?: RunFacts["design"];
  readonly asked: (a: string, b: string) => boolean;
  /** The rounds for which a cell's forks are recorded, by its id. */
  readonly recorded: ReadonlyMap<string, ReadonlySet<number>>;
}

/** The rules of a run. */
export function pairRulesOf(run: RunFacts, band?: number): PairRules {
  const recorded = new Map<string, Set<number>>();
  for (const { cell, round } of run.forks) {
    const rounds = recorded.get(cell) ?? new Set();
    recorded.set(cell, rounds.add(round));
  }
  const keys = run.asked && new Set(run.asked.flatMap(([a, b]) => [pairKey(a, b), pairKey(b, a)]));
  const asked = (a: string, b: string) => keys?.has(pairKey(a, b)) ?? true;
  return { band, design: run.design, asked, recorded };
}

/** Cells that can be compared by a metric: no fork rules that out, and no figure is 0 or below. */
export function comparable(cells: readonly CellSummary[], metric: string): CellSummary[] {
  return cells.filter((cell) => {
    const figure = cell.figures[metric];
    return cell.notCompared === undefined && figure !== undefined && figure.min > 0;
  });
}

/** Whether both have forks in a common round. Each of several merged runs has its own rounds. */
export function wereInterleaved([a, b]: Pair, metric: string): boolean {
  const rounds = new Set(a.figures[metric]?.values.map(({ round }) => round));
  return b.figures[metric]?.values.some(({ round }) => rounds.has(round)) === true;
}

/** Compares pairs by one metric; p values are corrected together by Holm. */
export function comparePairs(
  pairs: readonly Pair[],
  metric: Pick<MetricFacts, "id" | "better" | "kind">,
  rules: PairRules,
): Comparison[] {
  const compared = pairs.map((pair) => comparePair(pair, metric, rules));
  const corrected = holm(compared.map(({ p }) => p));
  return compared.map(({ ratio, verdict, p, isBounded, rounds, stop, moreRounds }, i): Comparison => {
    const [a, b] = pairs[i] as Pair;
    const ids = { a: a.cell.id, b: b.cell.id };
    return {
      ...ids,
      ratio: isBounded ? ratio : { estimate: ratio.estimate },
      verdict,
      p,
      pHolm: corrected[i] as number,
      asked: rules.asked(ids.a, ids.b),
      rounds,
      ...(stop === undefined ? {} : { stop }),
      ...(moreRounds === undefined ? {} : { moreRounds }),
    };
  });
}

function comparePair(
  [a, b]: Pair,
  { id, better, kind = "time" }: Pick<MetricFacts, "id" | "better" | "kind">,
  { design, band, recorded }: PairRules,
): Pick<SequentialComparison, keyof CellComparison | "rounds" | "stop" | "moreRounds"> {
  if (design !== undefined && kind === "time" && a.cell.rounds !== undefined && b.cell.rounds !== undefined) {
    const rounds = sharedRounds([a, b], id, recorded);
    // Before a look there may be no round with a figure for both of them.
    if (rounds.some((round) => round.a !== undefined) && rounds.some((round) => round.b !== undefined)) {
      return compareInLooks(rounds, design, better);
    }
  }
  const [ofA, ofB] = [numbersOf(a, id), numbersOf(b, id)];
  const rounds = Math.min(ofA.length, ofB.length);
  const whole = { ...sequentialDesign([rounds]), band: design?.band ?? band ?? equivalenceBand };
  const compared = compareCells(ofA, ofB, { band: whole.band, better });
  const more = isDecided(compared.verdict) ? undefined : moreRounds(compared, rounds, whole);
  return { ...compared, rounds, stop: undefined, moreRounds: more };
}

/** The rounds that both were in and have records of, in order, with the value of each. */
function sharedRounds([a, b]: Pair, metric: string, recorded: PairRules["recorded"]): SharedRound[] {
  const roundsOfB = new Set(b.cell.rounds);
  const isThere = (cell: CellSummary, round: number) => recorded.get(cell.cell.id)?.has(round) === true;
  const valuesOf = ({ figures }: CellSummary) =>
    new Map(figures[metric]?.values.map(({ round, value }) => [round, value]));
  const [ofA, ofB] = [valuesOf(a), valuesOf(b)];
  return (a.cell.rounds ?? [])
    .filter((round) => roundsOfB.has(round) && isThere(a, round) && isThere(b, round))
    .map((round) => ({ a: ofA.get(round), b: ofB.get(round) }));
}

function numbersOf({ figures }: CellSummary, metric: string): number[] {
  return figures[metric]?.values.map(({ value }) => value) ?? [];
}

const pairKey = (a: string, b: string) => `${a}\n${b}`;
