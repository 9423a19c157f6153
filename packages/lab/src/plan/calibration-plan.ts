// A plan that tests the verdicts themselves: one cell measured many times, and copies of it made slower.
import { type Cell, cellId, type ForkRecord, type Plan } from "@byturns/record";
import { observedMs } from "@byturns/record/observed-ms";
import type { CalibrationCell } from "@byturns/statistics/calibration";
import type { FoundRuntime } from "../api.ts";
import type { Catalog } from "../catalog.ts";
import { makePlan, roundsOf } from "./plan.ts";
import { drawFrom } from "./shuffle.ts";

/**
 * The built-in slowdowns, and how many copies of the cell have each: the most where the verdicts promise something.
 * Each copy is compared with every equal cell, so more copies add more evidence than more equal cells would.
 */
export const slowdowns: readonly { readonly slowdown: number; readonly copies: number }[] = [
  { slowdown: 0.02, copies: 1 },
  { slowdown: 0.05, copies: 3 },
  { slowdown: 0.1, copies: 3 },
  { slowdown: 0.2, copies: 1 },
];

/** The same under load, where the question is how often equal cells are called different. */
export const slowdownsLoaded: typeof slowdowns = [
  { slowdown: 0.05, copies: 1 },
  { slowdown: 0.1, copies: 1 },
];

/** The names of a calibration's suite: on the machine as it is, and with one core kept busy. */
export const calibrationSuites = { idle: "calibration", loaded: "calibration-loaded" } as const;

/** The default cell: short calls that compute. */
export const calibratedCell = { example: "bounded-map", input: "bench", model: "promises" } as const;

/** The options of a calibration. */
export interface CalibrationOptions {
  readonly runtimes: readonly FoundRuntime[];
  /** Forks of each cell, 1 to 200. */
  readonly rounds: number;
  /** How often the cell is measured, 2 to 100. Equal cells make `equals * (equals - 1) / 2` A/A pairs. */
  readonly equals: number;
  /** Whether the caller keeps one core busy while the plan runs. Default: false. */
  readonly loaded?: boolean;
  readonly seed?: number;
  /** The cell to measure. Default: `calibratedCell`. */
  readonly example?: string;
  readonly input?: string;
  readonly model?: string;
}

/**
 * Makes the plan of a calibration: for each runtime a cell, the same cell under other names, and copies of it with each
 * slowdown. It runs like any other plan, with the measuring times of `full`.
 *
 * @throws RangeError when the example, input or model does not exist, or `rounds` or `equals` is out of bounds.
 */
export function calibrationPlan(catalog: Catalog, options: CalibrationOptions): Plan {
  const { runtimes, rounds, equals, loaded = false, seed } = options;
  const { example, input, model } = { ...calibratedCell, ...options };
  if (!(Number.isInteger(equals) && equals >= 2 && equals <= 100)) {
    throw new RangeError(`Cannot calibrate with ${equals} equal cells: it must be an integer from 2 to 100`);
  }
  const plan = makePlan(catalog, {
    suite: {
      id: loaded ? calibrationSuites.loaded : calibrationSuites.idle,
      cases: [{ example, input, question: "What are the verdicts worth on this machine?" }],
    },
    runtimes,
    models: [model],
    profile: "full",
    forks: rounds,
    fixed: true,
    resourceForks: 0,
    ...(seed === undefined ? {} : { seed }),
  });
  const bases = plan.cells.filter(
    ({ duplicateOf, unsupported }) => duplicateOf === undefined && unsupported === undefined,
  );
  const cells = bases.flatMap((one): Cell[] => [
    one,
    ...count(equals - 1).map((i) => ({ ...one, id: numbered(cellId(one, true), i), duplicateOf: one.id })),
    ...(loaded ? slowdownsLoaded : slowdowns).flatMap(({ slowdown, copies }) =>
      count(copies).map((i) => ({ ...one, id: numbered(`${one.id}/slower-by-${slowdown}`, i), slowdown })),
    ),
  ]);
  // No comparisons during the run: what looks would have found is counted when all rounds are there.
  const { sequence: _, ...base } = plan;
  return { ...base, cells, rounds: roundsOf(cells, plan.profile, drawFrom(plan.seed)) };
}

const count = (many: number) => Array.from({ length: many }, (_, i) => i + 1);

const numbered = (id: string, i: number) => (i === 1 ? id : `${id}-${i}`);

/**
 * The cells of a calibration with their forks' observations, one group for each runtime: the input of `calibration` in
 * the statistics package. A round counts if any fork of the plan is done.
 */
export function calibrationGroups(
  { cells, rounds }: Pick<Plan, "cells" | "rounds">,
  forks: readonly ForkRecord[],
): readonly (readonly CalibrationCell[])[] {
  const observed = new Map(
    forks.flatMap(({ cell, round, outcome }) =>
      outcome._tag === "done" ? [[`${round} ${cell}`, observedMs(outcome.measurement)]] : [],
    ),
  );
  const there = rounds.flatMap((_, round) =>
    cells.some(({ id }) => observed.has(`${round} ${id}`)) ? [round] : [],
  );
  const groups = Map.groupBy(cells, ({ runtime }) => runtime);
  return Array.from(groups.values(), (group) =>
    group.map(({ id, slowdown = 0 }) => ({
      slowdown,
      values: there.map((round) => observed.get(`${round} ${id}`)),
    })),
  );
}
