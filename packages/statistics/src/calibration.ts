// How reliable the verdicts are on this machine: how often equal cells are called different, and how often a known
// slowdown is found.

import { type CellComparison, type CompareOptions, compareCells } from "./compare.ts";
import { checkPositive } from "./figures/check-values.ts";
import { compareInLooks, type SequentialDesign, type SharedRound } from "./looks/sequential.ts";
import { type PairShare, worthOfPairs } from "./looks/shared-cells.ts";
import { wilson } from "./tests/wilson.ts";
import { differs, falseAlarmLevel, type Interval } from "./verdict.ts";

/** One cell of a calibration. */
export interface CalibrationCell {
  /** How much slower it was made: 0 for one of the equal cells, 0.1 for 10 %. */
  readonly slowdown: number;
  /** One value for each round, in order; undefined if its fork gave none. */
  readonly values: readonly (number | undefined)[];
}

/** Cells measured side by side, for example those of one runtime: equal ones, and copies that were slowed down. */
export type CalibrationGroup = readonly CalibrationCell[];

export interface CalibrationProfile {
  readonly name: string;
  /** Forks per cell, >= 1; for a sequential plan, the maximum. */
  readonly forks: number;
  /** The schedule of looks; left out if all forks are compared in a single look. */
  readonly design?: SequentialDesign | undefined;
}

export interface CalibrationRow {
  readonly profile: string;
  readonly forks: number;
  readonly slowdown: number;
  /**
   * Share of comparisons called different: false alarms if the slowdown is 0; otherwise those called slower, the power.
   */
  readonly found: Interval;
  /** Every pair of cells, as often as the profile's forks fit into the rounds side by side. */
  readonly comparisons: number;
  /**
   * The number of comparisons without shared cells that would carry the same information; the basis of the interval.
   */
  readonly worth: number;
  /** Share of those called faster although they were slower, 0 … 1. */
  readonly wrongWay: number;
  /** Share of the 95 % intervals that held the true ratio, at the look where each comparison stopped. */
  readonly held: number;
  /** Mean number of rounds per comparison. */
  readonly rounds: number;
  /** Share called different if all `forks` are compared in a single look, at that look's level. */
  readonly foundFixed: number;
  /**
   * Share in which both ways contradict each other: different against equivalent, or different in opposite directions.
   */
  readonly contradicted: number;
}

/**
 * The rate of verdicts per profile and slowdown, by the rule of the reports, look by look if a profile has looks.
 *
 * Every equal cell is compared with every other, and every slower one with every equal one. Pairs therefore share
 * cells, and carry less information than independent pairs: `worthOfPairs` computes how much. A comparison takes as
 * many consecutive rounds as the profile has forks, so that clusters of slow forks stay together. Every possible first
 * round is tried and weighted by its share.
 *
 * @returns rows by profile, then by slowdown; none if there are fewer rounds than the profile has forks.
 * @throws RangeError when cells of a group do not have one value for each round, a value is not finite and above 0, a
 * slowdown is not finite and >= 0, or a profile's number of forks is not an integer >= 1.
 */
export function calibration(
  groups: readonly CalibrationGroup[],
  profiles: readonly CalibrationProfile[],
  options: CompareOptions = {},
): CalibrationRow[] {
  for (const group of groups) checkGroup(group);
  const slowdowns = [...new Set(groups.flat().map(({ slowdown }) => slowdown))].sort((x, y) => x - y);
  return profiles.flatMap(({ name, forks, design }) => {
    if (!Number.isInteger(forks) || forks < 1) {
      throw new RangeError(`Cannot calibrate ${name} with ${forks} forks: forks must be an integer >= 1`);
    }
    const longEnough = groups.filter(([cell]) => (cell?.values.length ?? 0) >= forks);
    return slowdowns.flatMap((slowdown) => {
      const pairs = longEnough.flatMap((group) => sharesOf(group, slowdown, { forks, design }, options));
      if (pairs.length === 0) return [];
      const times = Math.floor((longEnough[0]?.[0]?.values.length ?? 0) / forks);
      const expected = slowdown === 0 ? falseAlarmLevel : undefined;
      const worth = worthOfPairs(pairs, { expected, times });
      const rate = mean(pairs.map(({ share }) => share));
      return [
        {
          profile: name,
          forks,
          slowdown,
          found: { ...wilson(Math.min(worth, rate * worth), worth), estimate: rate },
          comparisons: times * pairs.length,
          worth,
          wrongWay: mean(pairs.map(({ wrongWay }) => wrongWay)),
          held: mean(pairs.map(({ held }) => held)),
          rounds: mean(pairs.map(({ rounds }) => rounds)),
          foundFixed: mean(pairs.map(({ foundFixed }) => foundFixed)),
          contradicted: mean(pairs.map(({ contradicted }) => contradicted)),
        },
      ];
    });
  });
}

/** For each pair of a group, the share of windows in which it was called different. */
function sharesOf(
  group: CalibrationGroup,
  slowdown: number,
  { forks, design }: Pick<CalibrationProfile, "forks" | "design">,
  options: CompareOptions,
): (PairShare & Shares)[] {
  const equal = group.filter((cell) => cell.slowdown === 0);
  const pairs =
    slowdown === 0
      ? equal.flatMap((a, i) => equal.slice(i + 1).map((b) => [a, b] as const))
      : group.filter((cell) => cell.slowdown === slowdown).flatMap((a) => equal.map((b) => [a, b] as const));
  return pairs.map(([a, b]) => {
    const windows = a.values.length - forks + 1;
    const shares = { share: 0, wrongWay: 0, held: 0, rounds: 0, foundFixed: 0, contradicted: 0 };
    for (let from = 0; from < windows; from++) {
      const rounds = Array.from({ length: forks }, (_, i) => ({
        a: a.values[from + i],
        b: b.values[from + i],
      }));
      const one = compareWindow(rounds, slowdown, design, options);
      for (const key of Object.keys(shares) as (keyof typeof shares)[]) shares[key] += one[key];
    }
    for (const key of Object.keys(shares) as (keyof typeof shares)[]) shares[key] /= windows;
    return { a, b, ...shares };
  });
}

/** The counts over a pair's windows, each as a share of them. */
type Shares = Pick<CalibrationRow, "wrongWay" | "held" | "rounds" | "foundFixed" | "contradicted">;

/** One window of rounds, compared by its design and in a single look. Without forks it is not called different. */
function compareWindow(
  rounds: readonly SharedRound[],
  slowdown: number,
  design: SequentialDesign | undefined,
  options: CompareOptions,
): Shares & { readonly share: number } {
  const ofA = rounds.flatMap(({ a }) => a ?? []);
  const ofB = rounds.flatMap(({ b }) => b ?? []);
  const none = { share: 0, wrongWay: 0, held: 0, rounds: 0, foundFixed: 0, contradicted: 0 };
  if (ofA.length === 0 || ofB.length === 0) return none;
  const fixed = compareCells(ofA, ofB, options);
  const seen = design === undefined ? { ...fixed, rounds: rounds.length } : compareInLooks(rounds, design);
  const truth = 1 + slowdown;
  const isRightWay = ({ ratio }: CellComparison) => slowdown === 0 || ratio.estimate > 1;
  const found = differs(seen.verdict);
  const contradicts =
    (found && fixed.verdict === "equivalent") ||
    (seen.verdict === "equivalent" && differs(fixed.verdict)) ||
    (found && differs(fixed.verdict) && seen.ratio.estimate > 1 !== fixed.ratio.estimate > 1);
  return {
    share: Number(found && isRightWay(seen)),
    wrongWay: Number(found && !isRightWay(seen)),
    held: Number(seen.ratio.low <= truth && seen.ratio.high >= truth),
    rounds: seen.rounds,
    foundFixed: Number(differs(fixed.verdict) && isRightWay(fixed)),
    contradicted: Number(contradicts),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function checkGroup(group: CalibrationGroup): void {
  const rounds = group[0]?.values.length ?? 0;
  for (const { slowdown, values } of group) {
    if (!(slowdown >= 0 && Number.isFinite(slowdown))) {
      throw new RangeError(`Cannot calibrate with a slowdown of ${slowdown}: it must be finite and >= 0`);
    }
    if (values.length !== rounds) {
      throw new RangeError(
        `Cannot calibrate with cells of ${rounds} and ${values.length} rounds: all must have as many`,
      );
    }
    const there = values.filter((value) => value !== undefined);
    if (there.length > 0) checkPositive(there, "a cell's values");
  }
}
