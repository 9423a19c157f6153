// Compares two revisions of the same cells that one run measured in the same rounds.
import { cellsOf } from "../cells.ts";
import type { MetricFacts, RunFacts } from "../facts.ts";
import type { CellSummary, Comparison } from "../summary.ts";
import { comparable, comparePairs, type Pair, pairRulesOf, wereInterleaved } from "./pairs.ts";

/** One cell in both revisions. */
export interface RevisionPair {
  readonly head: CellSummary;
  readonly base: CellSummary;
  /**
   * Head over base; undefined if it cannot be compared: a fork was wrong or ended at a limit, or there is no figure
   * above 0 of both from a common round.
   */
  readonly comparison: Comparison | undefined;
}

/**
 * Compares the head's cells with the base's by one metric, look by look if the run has a schedule of looks. All of them
 * are one family for Holm's correction: a reader asks whether anything changed.
 *
 * @throws RangeError when a fork or duplicate names a cell that does not exist, or a figure is not finite.
 */
export function compareRevisions(run: RunFacts, metric: MetricFacts, band?: number): RevisionPair[] {
  const cells = cellsOf(run).filter(({ cell }) => cell.duplicateOf === undefined);
  const keyOf = ({ cell }: CellSummary) =>
    JSON.stringify([cell.example, cell.input, cell.model, cell.runtime]);
  const bases = new Map(cells.filter(({ cell }) => cell.revision === "base").map((one) => [keyOf(one), one]));
  const pairs = cells.flatMap((head): Pair[] => {
    const base = head.cell.revision === "base" ? undefined : bases.get(keyOf(head));
    return base === undefined ? [] : [[head, base]];
  });
  const able = pairs.filter(
    (pair) => comparable(pair, metric.id).length === 2 && wereInterleaved(pair, metric.id),
  );
  const compared = new Map(
    comparePairs(able, metric, pairRulesOf(run, band)).map((comparison, i) => [able[i] as Pair, comparison]),
  );
  return pairs.map((pair) => ({ head: pair[0], base: pair[1], comparison: compared.get(pair) }));
}
