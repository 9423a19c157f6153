// Which of a plan's comparisons are decided, by its first metric.
import { cellsOf } from "../cells.ts";
import type { RunFacts } from "../facts.ts";
import type { DecisionCount } from "../summary.ts";
import { isDecided, type Verdict } from "../verdict.ts";
import { comparable, comparePairs, type Pair, pairRulesOf, wereInterleaved } from "./pairs.ts";
import type { StopReason } from "./sequential.ts";

/** One comparison of a plan, and its state. */
export interface Decision {
  /** Cell ids. */
  readonly a: string;
  readonly b: string;
  readonly verdict: Verdict;
  /** Why it ended; undefined while it is open. `notCompared`: one of its cells cannot be compared. */
  readonly stop: StopReason | "notCompared" | undefined;
  /** The rounds it uses. */
  readonly rounds: number;
  readonly moreRounds?: number | undefined;
}

/**
 * The state of each of the plan's comparisons, in plan order. If the number of forks is fixed, none ends before the
 * last fork.
 *
 * @throws the same errors as `summarize`.
 */
export function decisionsOf(run: RunFacts): Decision[] {
  const byId = new Map(cellsOf(run).map((cell) => [cell.cell.id, cell]));
  const [metric] = run.metrics;
  const rules = pairRulesOf(run);
  return (run.asked ?? []).flatMap(([a, b]): Decision[] => {
    const pair = [byId.get(a), byId.get(b)];
    if (pair.some((cell) => cell === undefined)) return [];
    const both = pair as unknown as Pair;
    // A failed fork may succeed in the next round; a wrong output is final, and so is a figure without a ratio.
    const isOver = both.some(
      ({ notCompared, recorded, done, figures }) =>
        (notCompared !== undefined && (done > 0 || recorded >= givenUpAfter)) ||
        (figures[metric?.id ?? ""]?.min ?? 1) <= 0,
    );
    if (metric === undefined || comparable(both, metric.id).length < 2 || !wereInterleaved(both, metric.id)) {
      const stop = isOver ? "notCompared" : undefined;
      return [{ a, b, verdict: "unclaimed", stop, rounds: 0 }];
    }
    return comparePairs([both], metric, rules).map(({ verdict, stop, rounds, moreRounds }) => ({
      a,
      b,
      verdict,
      stop,
      rounds,
      ...(moreRounds === undefined ? {} : { moreRounds }),
    }));
  });
}

/** A cell with this many forks and no successful one is not waited for. */
const givenUpAfter = 2;

/** Counts decisions. */
export function countDecisions(decisions: readonly Decision[]): DecisionCount {
  const count = (verdict: Verdict) => decisions.filter((one) => one.verdict === verdict).length;
  return {
    asked: decisions.length,
    decided: decisions.filter(({ verdict }) => isDecided(verdict)).length,
    different: count("different"),
    equivalent: count("equivalent"),
    close: count("close"),
    openCells: new Set(decisions.flatMap(({ a, b, stop }) => (stop === undefined ? [a, b] : []))).size,
  };
}
