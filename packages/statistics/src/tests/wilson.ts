// The uncertainty of a rate: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
// Journal of the American Statistical Association 22 (1927).
import type { Interval } from "../verdict.ts";

/** The 97.5 % quantile of the normal distribution. */
const z = 1.959963984540054;

/**
 * The 95 % score interval of a rate, without continuity correction.
 *
 * @param hits 0 … trials; not necessarily an integer if rates were averaged.
 * @param trials > 0.
 * @throws RangeError when one is out of bounds.
 * @example
 * ```ts
 * wilson(0, 20); // { estimate: 0, low: 0, high: 0.1611… }
 * ```
 */
export function wilson(hits: number, trials: number): Interval {
  if (!(trials > 0 && Number.isFinite(trials))) {
    throw new RangeError(`Cannot take a rate of ${trials} trials: there must be more than 0`);
  }
  if (!(hits >= 0 && hits <= trials)) {
    throw new RangeError(`Cannot take a rate of ${hits} hits: hits must be within 0 … ${trials}`);
  }
  const estimate = hits / trials;
  const denominator = 1 + z ** 2 / trials;
  const middle = (estimate + z ** 2 / (2 * trials)) / denominator;
  const half = (z / denominator) * Math.sqrt((estimate * (1 - estimate)) / trials + (z / (2 * trials)) ** 2);
  return {
    estimate,
    low: hits === 0 ? 0 : Math.max(0, middle - half),
    high: hits === trials ? 1 : Math.min(1, middle + half),
  };
}
