// Where a curve over a swept input passes a limit: up to what size it holds.
import { checkPositive } from "./check-values.ts";
import { median, quantileOfSorted } from "./distribution.ts";
import type { BootstrapOptions } from "./ratio-of-medians.ts";
import { checkResamples, defaultResamples } from "./resampling.ts";
import { checkSweep, resampleSweep, type SweptCell } from "./scaling.ts";
import type { Interval } from "./verdict.ts";

export interface Knee {
  /**
   * `until` the knee; `throughout` where the limit is not passed in the sweep; `nowhere` where it is passed at the
   * sweep's first value already.
   */
  readonly held: "until" | "throughout" | "nowhere";
  /** The swept value at which the limit is first passed; at the end of the sweep where it is passed beyond it. */
  readonly at: Interval;
  /** Share of the resamples that say of `held` what the medians say, 0 … 1. */
  readonly certainty: number;
}

/**
 * Finds the value at which a curve first rises above a limit. Curves are straight lines between medians, on logarithmic
 * axes; the interval comes from resampling the forks of every cell, and ends at the ends of the sweep.
 *
 * @throws RangeError when there are fewer than 2 values, a value, a figure or the limit is not finite and above 0, or
 * `resamples` is out of bounds.
 * @example
 * ```ts
 * const curve = [1, 10, 100].map((value) => ({ value, figures: [value] }));
 * findKnee(curve, 50).at.estimate; // 50
 * ```
 */
export function findKnee(
  cells: readonly SweptCell[],
  limit: number,
  { resamples = defaultResamples, seed = 1 }: BootstrapOptions = {},
): Knee {
  checkResamples(resamples);
  checkPositive([limit], "the limit");
  const swept = checkSweep(cells, 2);
  const values = swept.map(({ value }) => value);
  const { held, at } = passes(
    values,
    swept.map(({ figures }) => median(figures)),
    limit,
  );
  const drawn = resampleSweep(swept, resamples, seed, "knee");
  const found = new Float64Array(resamples);
  let alike = 0;
  for (let r = 0; r < resamples; r++) {
    const one = passes(
      values,
      drawn.map((medians) => medians[r] as number),
      limit,
    );
    if (one.held === held) alike += 1;
    found[r] = one.at;
  }
  found.sort();
  const end = (share: number) => quantileOfSorted(found, share);
  return { held, at: { estimate: at, low: end(0.025), high: end(0.975) }, certainty: alike / resamples };
}

function passes(
  values: readonly number[],
  medians: readonly number[],
  limit: number,
): { readonly held: Knee["held"]; readonly at: number } {
  const above = medians.findIndex((one) => one > limit);
  if (above === 0) return { held: "nowhere", at: values[0] as number };
  if (above < 0) return { held: "throughout", at: values.at(-1) as number };
  const [x0, x1] = [Math.log(values[above - 1] as number), Math.log(values[above] as number)];
  const [y0, y1] = [Math.log(medians[above - 1] as number), Math.log(medians[above] as number)];
  return { held: "until", at: Math.exp(x0 + ((x1 - x0) * (Math.log(limit) - y0)) / (y1 - y0)) };
}
