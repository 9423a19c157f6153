// What the verdicts are worth on this machine: how often a cell is called different from itself, and how often a
// known slowdown is found.
import { checkPositive } from "./check-values.ts";
import { type CompareOptions, compareCells } from "./compare.ts";
import { differs, type Interval } from "./verdict.ts";
import { wilson } from "./wilson.ts";

/** Two cells measured side by side for many rounds. */
export interface CalibrationSeries {
  /** How much slower `slower` was made: 0 for A/A, 0.1 for 10 %. */
  readonly slowdown: number;
  /** One value a round, in order of rounds. */
  readonly base: readonly number[];
  readonly slower: readonly number[];
}

export interface CalibrationProfile {
  readonly name: string;
  /** Forks a cell, >= 1. */
  readonly forks: number;
}

export interface CalibrationRow {
  readonly profile: string;
  readonly forks: number;
  readonly slowdown: number;
  /** Share of comparisons called different: false alarms where the slowdown is 0, else those called slower: power. */
  readonly found: Interval;
  /** Comparisons that share no fork; the interval counts only these. */
  readonly comparisons: number;
  /** Those that were called faster although they were slower; 0 … 1. */
  readonly wrongWay: number;
}

/**
 * The rate of verdicts per profile and slowdown.
 *
 * A comparison takes as many rounds that follow one another as the profile has forks, so that clusters of slow
 * forks stay what they are. Every place to begin is tried and counts by its share; the interval (Wilson's) counts
 * only as many comparisons as fit into the series side by side.
 *
 * @returns rows by profile, then by slowdown; none where no series is as long as the profile.
 * @throws RangeError when a series is uneven, a value is not finite and above 0, a slowdown is not finite and >= 0,
 * or a profile has no whole number of forks >= 1.
 */
export function calibration(
  series: readonly CalibrationSeries[],
  profiles: readonly CalibrationProfile[],
  options: CompareOptions = {},
): CalibrationRow[] {
  for (const one of series) checkSeries(one);
  const slowdowns = [...new Set(series.map(({ slowdown }) => slowdown))].sort((x, y) => x - y);
  return profiles.flatMap(({ name, forks }) => {
    if (!Number.isInteger(forks) || forks < 1) {
      throw new RangeError(`Cannot calibrate ${name} with ${forks} forks: forks must be an integer >= 1`);
    }
    return slowdowns.flatMap((slowdown) => {
      const longEnough = series.filter((one) => one.slowdown === slowdown && one.base.length >= forks);
      if (longEnough.length === 0) return [];
      let [comparisons, found, wrongWay] = [0, 0, 0];
      for (const one of longEnough) {
        const sideBySide = Math.floor(one.base.length / forks);
        const counted = countFound(one, forks, options);
        comparisons += sideBySide;
        found += (sideBySide * counted.found) / counted.places;
        wrongWay += (sideBySide * counted.wrongWay) / counted.places;
      }
      const rate = wilson(found, comparisons);
      return [{ profile: name, forks, slowdown, found: rate, comparisons, wrongWay: wrongWay / comparisons }];
    });
  });
}

/** Compares at every place of a series where so many rounds begin. */
function countFound(
  { slowdown, base, slower }: CalibrationSeries,
  forks: number,
  options: CompareOptions,
): { readonly places: number; readonly found: number; readonly wrongWay: number } {
  const places = base.length - forks + 1;
  let [found, wrongWay] = [0, 0];
  for (let from = 0; from < places; from++) {
    const to = from + forks;
    const { ratio, verdict } = compareCells(slower.slice(from, to), base.slice(from, to), options);
    if (!differs(verdict)) continue;
    if (slowdown === 0 || ratio.estimate > 1) found += 1;
    else wrongWay += 1;
  }
  return { places, found, wrongWay };
}

function checkSeries({ slowdown, base, slower }: CalibrationSeries): void {
  if (!(slowdown >= 0 && Number.isFinite(slowdown))) {
    throw new RangeError(`Cannot calibrate with a slowdown of ${slowdown}: it must be finite and >= 0`);
  }
  if (base.length !== slower.length) {
    throw new RangeError(
      `Cannot calibrate with ${base.length} and ${slower.length} values: both must have one for each round`,
    );
  }
  checkPositive(base, "the base's values");
  checkPositive(slower, "the slower cell's values");
}
