// The speed-up of an example with more threads over one thread.
import { compareCells } from "../compare.ts";
import type { CellSummary } from "../summary.ts";
import type { Claim, Interval, Verdict } from "../verdict.ts";

/** The name of the sweep over the number of threads. */
export const coresSweep = "cores";

/** The time with one thread divided by the time with this many. */
export interface SpeedUp {
  readonly example: string;
  readonly model: string;
  readonly runtime: string;
  readonly threads: number;
  readonly times: Interval;
  /** Whether they differ at all, by the rule of all comparisons, with the claim it allows. */
  readonly verdict: Verdict;
  readonly claim: Claim;
}

/**
 * Speed-ups of every example that was swept across the cores, in ascending order of threads; none if one thread was not
 * measured, or a cell cannot be compared.
 */
export function speedUpsOf(cells: readonly CellSummary[]): SpeedUp[] {
  const swept = cells
    .filter(({ cell, notCompared }) => cell.sweep?.name === coresSweep && notCompared === undefined)
    .filter(({ cell, figures }) => cell.duplicateOf === undefined && (figures.wallMs?.min ?? 0) > 0)
    .toSorted((a, b) => threadsOf(a) - threadsOf(b));
  const curves = Map.groupBy(swept, ({ cell }) => JSON.stringify([cell.example, cell.model, cell.runtime]));
  return [...curves.values()].flatMap(([one, ...others]) =>
    one === undefined || threadsOf(one) !== 1
      ? []
      : others.map((other) => {
          const { example, model, runtime } = other.cell;
          const { ratio: times, verdict, claim } = compareCells(timesOf(one), timesOf(other));
          return { example, model, runtime, threads: threadsOf(other), times, verdict, claim };
        }),
  );
}

function threadsOf({ cell }: CellSummary): number {
  return cell.sweep?.value ?? 0;
}

function timesOf({ figures }: CellSummary): number[] {
  return (figures.wallMs?.values ?? []).map(({ value }) => value);
}
