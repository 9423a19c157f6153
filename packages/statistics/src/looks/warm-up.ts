// When code is warm: the first call from which time no longer falls.
import { checkPositive } from "../figures/check-values.ts";
import { median } from "../figures/distribution.ts";

/** Calls in measuring order, of a process that was not warmed up. */
export interface ColdCalls {
  /** What a call took, each > 0. */
  readonly callMs: readonly number[];
  /** How many calls each of these stands for, >= 1: those of its batch, and those that were thinned out. */
  readonly callsEach: number;
}

/** Calls this close to the last half's median count as warm. */
const warmWithin = 1.03;

/** The samples of a stretch; its median decides, so that one slow call does not count as cold code. */
const stretch = 5;

/**
 * How long a process ran until its calls were as fast as in the last half of its time: until the first stretch of 5
 * samples with a median at most 3 % above that half's.
 *
 * @returns milliseconds of calls; all of its time if no stretch before the last half was that fast.
 * @throws RangeError when there is no call, one is not finite and above 0, or `callsEach` is below 1.
 * @example
 * ```ts
 * warmAfterMs({ callMs: [9, 5, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], callsEach: 1 }); // 9
 * ```
 */
export function warmAfterMs({ callMs, callsEach }: ColdCalls): number {
  checkPositive(callMs, "the calls");
  if (!(callsEach >= 1)) throw new RangeError(`Cannot take ${callsEach} calls a sample: it must be >= 1`);
  const half = Math.floor(callMs.length / 2);
  const warm = median(callMs.slice(half)) * warmWithin;
  let sinceMs = 0;
  for (let i = 0; i < half; i++) {
    if (median(callMs.slice(i, i + stretch)) <= warm) return sinceMs;
    sinceMs += (callMs[i] as number) * callsEach;
  }
  return sinceMs;
}
