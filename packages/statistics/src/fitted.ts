// Estimates with an interval, or without one where too few forks gave them.
import type { Interval } from "./verdict.ts";

/** An estimate; without an interval where it comes from too few forks to have one. */
export type Fitted =
  | Interval
  | { readonly estimate: number; readonly low?: undefined; readonly high?: undefined };

/** Whether an estimate has an interval. */
export function hasInterval(fitted: Fitted): fitted is Interval {
  return fitted.low !== undefined && fitted.high !== undefined;
}

/**
 * The ratio the other way round.
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
