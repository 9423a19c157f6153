// Where a series of figures shifts: E-divisive, the hierarchical change point estimate of Matteson and James, "A
// Nonparametric Approach for Multiple Change Point Analysis of Multivariate Data", JASA 109 (2014), with exponent 1. It
// asks nothing of the distribution but that it stays the same between two changes, and is what MongoDB finds
// regressions by (Daly et al., ICPE 2020).
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";
import { checkFinite } from "../figures/check-values.ts";
import { randomStream } from "../tests/resampling.ts";

export interface ChangePointOptions {
  /** The largest p at which a shift is accepted, within 0 … 1; default 0.01. A series without one is cut this often. */
  readonly level?: number | undefined;
  /** Permutations of each test, an integer >= 99; default 999. */
  readonly permutations?: number | undefined;
  /** The fewest values between two change points, an integer >= 2; default 3. */
  readonly leastSegment?: number | undefined;
  /** Seed of the permutations; default 1. */
  readonly seed?: number | undefined;
}

/** A shift. */
export interface ChangePoint {
  /** The index of the first value after it. */
  readonly at: number;
  /** How often a permutation of the values around it has as large a shift somewhere. */
  readonly p: number;
}

/**
 * The change points of a series, from first to last. Each is found in turn as the cut with the greatest energy distance
 * between the values before and after it, and tested by permuting values between the cuts found so far; the first that
 * is not significant ends the search.
 *
 * @param values in the order of time. Values that depend on their neighbors are taken for shifts more often than the
 * level says.
 * @throws TypeError or RangeError when a value is not a finite number, or an option is out of bounds.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { changePoints } from "@byturns/statistics";
 *
 * const before = [10.1, 10, 10.2, 9.9, 10, 10.1, 9.8, 10.2];
 * const after = [12.1, 12, 12.2, 11.9, 12, 12.1, 11.8, 12.2];
 * assert.deepEqual(changePoints([...before, ...after]).map(({ at }) => at), [8]);
 * ```
 */
export function changePoints(
  values: readonly number[],
  options: ChangePointOptions = {},
): readonly ChangePoint[] {
  const { level = 0.01, permutations = 999, leastSegment = 3, seed = 1 } = options;
  if (!(level > 0 && level < 1))
    throw new RangeError(`Cannot test at the level ${level}: it must be within 0 … 1`);
  atLeast("permutations", permutations, 99);
  atLeast("leastSegment", leastSegment, 2);
  if (values.length === 0) return [];
  checkFinite(values, "a series' values");
  const series = Float64Array.from(values);
  const random = randomStream(seed, "e-divisive");
  const found: ChangePoint[] = [];
  for (;;) {
    const ends = [0, ...found.map(({ at }) => at).sort((a, b) => a - b), series.length];
    const best = bestCut(series, ends, leastSegment);
    if (best === undefined) break;
    const p = permutationP(series, ends, { best: best.distance, leastSegment, permutations, level, random });
    if (p > level) break;
    found.push({ at: best.at, p });
  }
  return found.sort((a, b) => a.at - b.at);
}

function atLeast(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(
      `Cannot find change points with ${name} ${value}: it must be an integer >= ${least}`,
    );
  }
}

interface Cut {
  readonly at: number;
  readonly distance: number;
}

/** The best cut of any of the segments between `ends`; undefined if all are too short for one. */
function bestCut(series: Float64Array, ends: readonly number[], least: number): Cut | undefined {
  let best: Cut | undefined;
  for (let i = 1; i < ends.length; i++) {
    const from = ends[i - 1] as number;
    const cut = bestOfSegment(series.subarray(from, ends[i]), least);
    if (cut !== undefined && cut.distance > (best?.distance ?? Number.NEGATIVE_INFINITY)) {
      best = { at: from + cut.at, distance: cut.distance };
    }
  }
  return best;
}

/**
 * The greatest scaled energy distance between the values before a cut and those after it up to an end that is sought
 * too: a segment that holds two shifts has a clearer one when what follows the second is left out.
 */
function bestOfSegment(values: Float64Array, least: number): Cut | undefined {
  const size = values.length;
  if (size < 2 * least) return undefined;
  // before[k]: the sum of |x_i - x_j| over i < j < k; toFirst(cut, end) grows with the end, value by value.
  const before = new Float64Array(size + 1);
  for (let k = 1; k <= size; k++) {
    let sum = 0;
    const value = values[k - 1] as number;
    for (let i = 0; i < k - 1; i++) sum += Math.abs(value - (values[i] as number));
    before[k] = (before[k - 1] as number) + sum;
  }
  let best: Cut | undefined;
  // fromStart[j]: the sum of |x_j - x_i| over i < cut, for each later value j.
  const fromStart = new Float64Array(size);
  for (let cut = 1; cut <= size - least; cut++) {
    const last = values[cut - 1] as number;
    for (let j = cut; j < size; j++) {
      fromStart[j] = (fromStart[j] as number) + Math.abs((values[j] as number) - last);
    }
    if (cut < least) continue;
    let between = 0;
    for (let end = cut + 1; end <= size; end++) {
      between += fromStart[end - 1] as number;
      const after = end - cut;
      if (after < least) continue;
      const withinFirst = before[cut] as number;
      const withinSecond = (before[end] as number) - withinFirst - between;
      const energy =
        (2 * between) / (cut * after) -
        withinFirst / ((cut * (cut - 1)) / 2) -
        withinSecond / ((after * (after - 1)) / 2);
      const distance = (energy * cut * after) / (cut + after);
      if (best === undefined || distance > best.distance) best = { at: cut, distance };
    }
  }
  return best;
}

interface Permuting {
  readonly best: number;
  readonly leastSegment: number;
  readonly permutations: number;
  readonly level: number;
  readonly random: JumpableRandomGenerator;
}

/** The share of permutations within the segments that have a cut as good; ended early once it exceeds the level. */
function permutationP(
  series: Float64Array,
  ends: readonly number[],
  { best, leastSegment, permutations, level, random }: Permuting,
): number {
  const copy = series.slice();
  let asGood = 1;
  for (let done = 0; done < permutations; done++) {
    for (let i = 1; i < ends.length; i++) shuffle(copy.subarray(ends[i - 1], ends[i]), random);
    const cut = bestCut(copy, ends, leastSegment);
    // Sums in another order differ in their last digits.
    if (cut !== undefined && cut.distance >= best * (1 - 1e-9)) asGood += 1;
    if (asGood > level * (permutations + 1)) return asGood / (done + 2);
  }
  return asGood / (permutations + 1);
}

function shuffle(values: Float64Array, random: JumpableRandomGenerator): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(((random.next() >>> 0) / 0x1_0000_0000) * (i + 1));
    const kept = values[i] as number;
    values[i] = values[j] as number;
    values[j] = kept;
  }
}
