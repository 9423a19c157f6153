// Where two curves over one swept input cross: the size from which one of them is better.
import { median, quantileOfSorted } from "../figures/distribution.ts";
import type { BootstrapOptions } from "../tests/ratio-of-medians.ts";
import { checkResamples, defaultResamples } from "../tests/resampling.ts";
import type { Interval } from "../verdict.ts";
import { checkSweep, resampleSweep, type SweptCell } from "./scaling.ts";

export interface Crossover {
  /** Which curve is lower beyond the crossover. */
  readonly lowerBeyond: "a" | "b";
  /** The swept value; its interval is limited to the sweep, even if the crossover may lie outside. */
  readonly at: Interval;
  /** Share of the resamples that cross exactly once, and in this direction, 0 … 1. */
  readonly certainty: number;
}

/**
 * Finds the value at which two curves cross, among the values measured for both. Curves are straight lines between
 * medians, on logarithmic axes; the interval comes from resampling the forks of every cell.
 *
 * @returns undefined when the medians do not cross in the swept range, or cross more than once.
 * @throws RangeError when the curves share fewer than 2 values, a value or figure is not finite and above 0, or
 * `resamples` is out of bounds.
 * @example
 * ```ts
 * const curve = (cost: (n: number) => number) => [1, 10, 100].map((value) => ({ value, figures: [cost(value)] }));
 * findCrossover(curve((n) => n), curve(() => 10))?.at.estimate; // 10
 * ```
 */
export function findCrossover(
  a: readonly SweptCell[],
  b: readonly SweptCell[],
  { resamples = defaultResamples, seed = 1 }: BootstrapOptions = {},
): Crossover | undefined {
  checkResamples(resamples);
  const inBoth = (one: readonly SweptCell[], other: readonly SweptCell[]) =>
    checkSweep(
      one.filter(({ value }) => other.some((cell) => cell.value === value)),
      2,
    );
  const [curveA, curveB] = [inBoth(a, b), inBoth(b, a)];
  const logX = curveA.map(({ value }) => Math.log(value));
  const gaps = Float64Array.from(curveA, ({ figures }, i) =>
    Math.log(median(figures) / median(curveB[i]?.figures ?? [])),
  );
  const seen = crossovers(logX, gaps);
  const estimate = seen[0];
  if (estimate === undefined || seen.length > 1) return undefined;
  const rising = (gaps.findLast((gap) => gap !== 0) as number) > 0;

  const [drawnA, drawnB] = [
    resampleSweep(curveA, resamples, seed, "a"),
    resampleSweep(curveB, resamples, seed, "b"),
  ];
  const found = new Float64Array(resamples);
  let alike = 0;
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < gaps.length; i++) {
      gaps[i] =
        Math.log((drawnA[i] as Float64Array)[r] as number) -
        Math.log((drawnB[i] as Float64Array)[r] as number);
    }
    const here = crossovers(logX, gaps);
    const last = gaps.findLast((gap) => gap !== 0) ?? 0;
    const endsAlike = last > 0 === rising;
    if (here.length === 1 && endsAlike) alike += 1;
    // A resample without a crossover counts at the end where the curves approach each other; of several crossovers, the
    // one counts after which the order is that of the estimate.
    const none = (endsAlike ? logX[0] : logX.at(-1)) as number;
    found[r] = endsAlike ? (here.at(-1) ?? none) : none;
  }
  found.sort();
  const at = (share: number) => Math.exp(quantileOfSorted(found, share));
  const interval = { estimate: Math.exp(estimate), low: at(0.025), high: at(0.975) };
  return { lowerBeyond: rising ? "b" : "a", at: interval, certainty: alike / resamples };
}

/** Where a line through these gaps changes sign, on the x axis. */
function crossovers(x: readonly number[], gaps: Float64Array): number[] {
  const at: number[] = [];
  let before = -1;
  for (let i = 0; i < gaps.length; i++) {
    const gap = gaps[i] as number;
    if (gap === 0) continue;
    if (before >= 0) {
      const last = gaps[before] as number;
      if (last > 0 !== gap > 0) {
        const [from, to] = [x[before] as number, x[i] as number];
        at.push(from + ((to - from) * last) / (last - gap));
      }
    }
    before = i;
  }
  return at;
}
