// Where a curve over a swept input exceeds a limit: up to what size the limit holds.
import { checkPositive } from "../figures/check-values.ts";
import { median } from "../figures/distribution.ts";
import type { BootstrapOptions } from "../tests/ratio-of-medians.ts";
import { checkResamples, defaultResamples } from "../tests/resampling.ts";
import type { Interval } from "../verdict.ts";
import { checkSweep, resampleSweep, type SweptCell } from "./scaling.ts";

export interface Knee {
  /**
   * `until` the knee; `throughout` if the limit is not exceeded in the sweep; `nowhere` if it is exceeded at the
   * sweep's first value.
   */
  readonly held: "until" | "throughout" | "nowhere";
  /**
   * The swept value at which the limit is first exceeded; the end of the sweep if that lies beyond it. The curve
   * between two measured values is unknown, so the interval includes both, plus the uncertainty from the forks' noise.
   */
  readonly at: Interval;
  /** Share of the resamples that agree with the medians on `held`, 0 … 1. */
  readonly certainty: number;
}

/**
 * Finds the value at which a curve first rises above a limit. The estimate uses straight lines between medians, on
 * logarithmic axes. The interval covers the measured values around it, over resamples of the forks of every cell,
 * within the sweep.
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
  const { held, at, below, above } = passes(
    values,
    swept.map(({ figures }) => median(figures)),
    limit,
  );
  const drawn = resampleSweep(swept, resamples, seed, "knee");
  const [lows, highs] = [new Float64Array(resamples), new Float64Array(resamples)];
  let alike = 0;
  for (let r = 0; r < resamples; r++) {
    const one = passes(
      values,
      drawn.map((medians) => medians[r] as number),
      limit,
    );
    if (one.held === held) alike += 1;
    lows[r] = one.below;
    highs[r] = one.above;
  }
  lows.sort();
  highs.sort();
  // Measured values only, never between them.
  const low = Math.min(below, lows[Math.floor(0.025 * (resamples - 1))] as number);
  const high = Math.max(above, highs[Math.ceil(0.975 * (resamples - 1))] as number);
  return { held, at: { estimate: at, low, high }, certainty: alike / resamples };
}

interface Passing {
  readonly held: Knee["held"];
  readonly at: number;
  /** The measured values around it. */
  readonly below: number;
  readonly above: number;
}

function passes(values: readonly number[], medians: readonly number[], limit: number): Passing {
  const first = medians.findIndex((one) => one > limit);
  const end = (held: "nowhere" | "throughout", at: number) => ({ held, at, below: at, above: at });
  if (first === 0) return end("nowhere", values[0] as number);
  if (first < 0) return end("throughout", values.at(-1) as number);
  const [below, above] = [values[first - 1] as number, values[first] as number];
  const [y0, y1] = [Math.log(medians[first - 1] as number), Math.log(medians[first] as number)];
  const share = (Math.log(limit) - y0) / (y1 - y0);
  return { held: "until", at: below * (above / below) ** share, below, above };
}
