// How far predictions are from what was measured.
import type { Workload } from "@byturns/advice";
import { limitOf } from "./limit.ts";
import type { PredictedCell } from "./predicted.ts";
import type { ForkFigures } from "./record.ts";

/** A prediction beside its measurement. */
export interface Compared {
  readonly predicted: number;
  /** Undefined where there is no figure. */
  readonly measured: number | undefined;
  /** Relative to what was measured; undefined where there is nothing to compare. */
  readonly off: number | undefined;
}

/** One cell of a workload. */
export interface JudgedCell {
  readonly cell: string;
  readonly p50Ms: Compared;
  readonly p99Ms: Compared;
  readonly ratePerSecond: Compared;
}

/** One workload. */
export interface Judged {
  readonly workload: Workload;
  readonly cells: readonly JudgedCell[];
  readonly recommended: string;
  readonly best: string;
  /** The 99th percentile of the recommended cell ÷ that of the best. */
  readonly behind: number;
  /** Whether the recommended cell is the best, or not told apart from it. */
  readonly isRight: boolean;
}

/** What lies within 10 % is close, as in verdicts. */
const close = 1.1;

/**
 * Compares a workload's predictions with its forks; undefined unless there are figures of every predicted cell.
 *
 * @param recommended the cell that the calculator puts first.
 *
 * A cell is told apart from the best if it is behind it in every round, which had the same arrivals for both, and by more than 10 %
 * in their mean.
 */
export function judge(
  workload: Workload,
  cells: readonly PredictedCell[],
  recommended: string,
  forks: readonly ForkFigures[],
): Judged | undefined {
  const byCell = Map.groupBy(forks, ({ cell }) => cell);
  const p99s = new Map(
    [...byCell].map(([cell, ones]) => [
      cell,
      new Map(
        ones.flatMap(({ round, asked }) =>
          asked.map(({ p99Ms }, i) => [`${round} ${i}`, p99Ms ?? undefined] as const),
        ),
      ),
    ]),
  );
  const means = new Map(
    [...p99s].flatMap(([cell, rounds]) => {
      const mean = geometricMean([...rounds.values()]);
      return mean === undefined ? [] : [[cell, mean] as const];
    }),
  );
  const best = [...means].toSorted(([, a], [, b]) => a - b)[0];
  if (best === undefined || cells.length < 9 || cells.some(({ cell }) => !byCell.has(cell))) return undefined;
  // Where the sender was too late for a figure, the cell did not keep up.
  const behind = (means.get(recommended) ?? Infinity) / best[1];
  const roundsOf = (cell: string) => p99s.get(cell) ?? new Map<string, number | undefined>();
  const isAlwaysBehind = [...roundsOf(best[0])].every(
    ([round, ms]) => (roundsOf(recommended).get(round) ?? Infinity) > (ms ?? Infinity),
  );
  return {
    workload,
    recommended,
    best: best[0],
    behind,
    isRight: recommended === best[0] || !isAlwaysBehind || behind <= close,
    cells: cells.map((one) => {
      const { cell } = one;
      const mine = byCell.get(cell) ?? [];
      const p50 = geometricMean(mine.flatMap(({ asked }) => asked.map((one) => one.p50Ms ?? undefined)));
      return {
        cell,
        p50Ms: compared(one.p50Ms, p50),
        p99Ms: compared(one.p99Ms, means.get(cell)),
        ratePerSecond: comparedRate(one.ratePerSecond, mine, workload.deadlineMs),
      };
    }),
  };
}

function compared(predicted: number, measured: number | undefined): Compared {
  return { predicted, measured, off: measured === undefined ? undefined : predicted / measured - 1 };
}

/** A limit that lies beyond all rates that were tried says only that a prediction on their side of it is wrong. */
function comparedRate(predicted: number, forks: readonly ForkFigures[], limitMs: number): Compared {
  const limit = limitOf(
    forks.flatMap(({ tried, asked }) => [...tried, ...asked]),
    limitMs,
  );
  if (limit.is === "unknown") return { predicted, measured: undefined, off: undefined };
  const { is, requestsPerSecond } = limit;
  const isOpen =
    (is === "above" && predicted >= requestsPerSecond) || (is === "below" && predicted <= requestsPerSecond);
  return compared(predicted, isOpen ? undefined : requestsPerSecond);
}

/** Undefined unless there is every value. */
function geometricMean(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += Math.log(value);
  }
  return values.length === 0 ? undefined : Math.exp(sum / values.length);
}
