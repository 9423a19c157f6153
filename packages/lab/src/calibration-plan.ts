// A plan that puts the verdicts themselves to the test: one cell against itself, and against itself made slower.
import { type Cell, cellId, type ForkRecord, type Plan } from "@byturns/record";
import type { FoundRuntime } from "./api.ts";
import type { House } from "./house.ts";
import { makePlan, roundsOf } from "./plan.ts";
import { drawFrom } from "./shuffle.ts";

/** What is built in: nothing, which is A/A, and slowdowns of 2, 5, 10 and 20 %. */
export const slowdowns = [0, 0.02, 0.05, 0.1, 0.2] as const;

/** What makes a calibration. */
export interface CalibrationOptions {
  readonly runtimes: readonly FoundRuntime[];
  /** Forks of each cell, 1 to 200. Comparisons of 15 forks take as many that follow one another. */
  readonly rounds: number;
  readonly seed?: number;
  /** What is measured. Default: `bounded-map`, `bench`, `promises`: short calls that compute. */
  readonly example?: string;
  readonly input?: string;
  readonly model?: string;
}

/**
 * Makes the plan of a calibration: for each runtime a cell, and beside it the same cell with each slowdown. It runs
 * like any other, with the measuring times of `full`.
 *
 * @throws RangeError when there is no such example, input or model, or `rounds` is out of its bounds.
 */
export function calibrationPlan(house: House, options: CalibrationOptions): Plan {
  const { runtimes, rounds, seed, example = "bounded-map", input = "bench", model = "promises" } = options;
  const plan = makePlan(house, {
    suite: {
      id: "calibration",
      cases: [{ example, input, question: "What are the verdicts worth on this machine?" }],
    },
    runtimes,
    models: [model],
    profile: "full",
    forks: rounds,
    watchForks: 0,
    ...(seed === undefined ? {} : { seed }),
  });
  const bases = plan.cells.filter(
    ({ twinOf, unsupported }) => twinOf === undefined && unsupported === undefined,
  );
  const cells = bases.flatMap((base): Cell[] => [
    base,
    ...slowdowns.map((slowdown): Cell => {
      if (slowdown === 0) return { ...base, id: cellId(base, true), twinOf: base.id };
      return { ...base, id: `${base.id}/slower-by-${slowdown}`, slowdown };
    }),
  ]);
  return { ...plan, cells, rounds: roundsOf(cells, plan.profile, drawFrom(plan.seed)) };
}

/** One cell against itself made slower, in order of rounds: what `calibration` of the statistics takes. */
export interface Series {
  readonly runtime: string;
  readonly slowdown: number;
  readonly base: readonly number[];
  readonly slower: readonly number[];
}

/** The series of a calibration; a round counts where both forks are done. */
export function calibrationSeries(
  { cells }: Pick<Plan, "cells">,
  forks: readonly ForkRecord[],
): readonly Series[] {
  const mediansOf = (cell: Cell) =>
    new Map(
      forks.flatMap(({ cell: id, round, outcome }) =>
        id === cell.id && outcome._tag === "done" ? [[round, outcome.measurement.wall.medianMs]] : [],
      ),
    );
  return cells.flatMap((cell): Series[] => {
    const base = cells.find(({ id }) => id !== cell.id && cell.id.startsWith(`${id}/`));
    if (base === undefined) return [];
    const [ofBase, ofCell] = [mediansOf(base), mediansOf(cell)];
    const rounds = [...ofBase.keys()].filter((round) => ofCell.has(round)).sort((a, b) => a - b);
    return [
      {
        runtime: cell.runtime,
        slowdown: cell.slowdown ?? 0,
        base: rounds.map((round) => ofBase.get(round) as number),
        slower: rounds.map((round) => ofCell.get(round) as number),
      },
    ];
  });
}
