// Estimates with an interval, or without one if there were too few forks.
import type { Interval } from "../verdict.ts";

/** An estimate; without an interval if there were too few forks for one. */
export type Fitted =
  | Interval
  | { readonly estimate: number; readonly low?: undefined; readonly high?: undefined };

/** Whether an estimate has an interval. */
export function hasInterval(fitted: Fitted): fitted is Interval {
  return fitted.low !== undefined && fitted.high !== undefined;
}

/**
 * The inverse ratio.
 *
 * @example
 * ```ts
 * inverseOf({ estimate: 2, low: 1, high: 4 }); // { estimate: 0.5, low: 0.25, high: 1 }
 * ```
 */
export function inverseOf(ratio: Interval): Interval;
export function inverseOf(ratio: Fitted): Fitted;
export function inverseOf(ratio: Fitted): Fitted {
  const estimate = 1 / ratio.estimate;
  return hasInterval(ratio) ? { estimate, low: 1 / ratio.high, high: 1 / ratio.low } : { estimate };
}
