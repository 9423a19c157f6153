// What the A/A pairs of two separate runs show of the machine between them.
import { compareCells, type Interval } from "@byturns/statistics";

/** One cell in both runs. */
export interface CellInBoth {
  /** The runtime by the name that both runs share. */
  readonly runtime: string;
  readonly cell: string;
  readonly base: CellValues;
  readonly head: CellValues;
}

/** A cell's observations, and those of its duplicate if the run measured it as an A/A pair. */
interface CellValues {
  readonly values: readonly number[];
  readonly again: readonly number[] | undefined;
}

/** How much slower or faster the machine may have become: unchanged cells of the head over those of the base. */
export type Drift = Pick<Interval, "low" | "high">;

/**
 * The drift that is left possible between two runs that were not interleaved, by runtime. A cell that either run
 * measured as an A/A pair is compared from run to run, each of its names with each: the hull of these intervals is
 * what the machine may have done to any cell. Nothing follows for a runtime without an A/A pair in each run, nor if a
 * run calls one of its own pairs different.
 *
 * @param cells with figures above 0 in both runs.
 * @param isHigherBetter of the metric: drift above 1 is worse.
 */
export function driftBetween(
  cells: readonly CellInBoth[],
  isHigherBetter: boolean,
): ReadonlyMap<string, Drift> {
  const found = new Map<string, Drift>();
  for (const [runtime, group] of Map.groupBy(cells, (cell) => cell.runtime)) {
    const paired = group.filter(({ base, head }) => base.again !== undefined || head.again !== undefined);
    const areInBoth = (["base", "head"] as const).every((side) =>
      paired.some((cell) => cell[side].again !== undefined),
    );
    const areAlike = paired.every(({ base, head }) => [base, head].every(isLikeItself));
    if (!areInBoth || !areAlike) continue;
    const intervals = paired.flatMap(({ base, head }) =>
      namesOf(base).flatMap((before) => namesOf(head).map((after) => worseBy(before, after, isHigherBetter))),
    );
    found.set(runtime, {
      low: Math.min(...intervals.map(({ low }) => low)),
      high: Math.max(...intervals.map(({ high }) => high)),
    });
  }
  return found;
}

const namesOf = ({ values, again }: CellValues) => [values, ...(again === undefined ? [] : [again])];

function isLikeItself({ values, again }: CellValues): boolean {
  return again === undefined || compareCells(values, again).verdict !== "different";
}

function worseBy(before: readonly number[], after: readonly number[], isHigherBetter: boolean): Interval {
  if (isHigherBetter) return compareCells(before, after, { better: "higher" }).ratio;
  return compareCells(after, before).ratio;
}
