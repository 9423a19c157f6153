// A fork's observation of a call, as if nothing else had used the machine.
import { checkFinite } from "./check-values.ts";
import { quantileOfSorted, sortedCopy } from "./distribution.ts";

/** The maximum number of stretches; in a fork of a third of a second, each is about 20 ms long. */
const mostStretches = 16;
/** The minimum number of samples for a meaningful median. */
const leastSamples = 3;

/**
 * The median of the samples in the quietest stretch of a fork. The samples, in measuring order, are cut into up to 16
 * stretches of equal length with at least 3 samples each; the result is the lowest of the stretches' medians.
 *
 * Other load on a machine only makes calls slower, for tens or hundreds of milliseconds on end. A median over all
 * samples jumps to the slow mode once that covers half of the time; an undisturbed stretch does not. Within a stretch
 * it is still a median, so an occasional slow call has little effect.
 *
 * Source: disturbance only adds time, so low estimators are the robust ones: Chen and Revels 2016, "Robust benchmarking
 * in noisy environments".
 *
 * @param samples finite, in measuring order, at least one.
 * @throws RangeError when there is no sample, or one is not finite.
 * @example
 * ```ts
 * quietestStretch([2, 2, 2, 1, 1, 1, 2, 2, 2]); // 1, where the median is 2
 * quietestStretch([2, 1]); // 1.5: too few to be cut
 * ```
 */
export function quietestStretch(samples: readonly number[]): number {
  checkFinite(samples, "a fork's samples");
  const stretches = Math.max(1, Math.min(mostStretches, Math.floor(samples.length / leastSamples)));
  const edge = (i: number) => Math.round((i * samples.length) / stretches);
  const medians = Array.from({ length: stretches }, (_, i) =>
    quantileOfSorted(sortedCopy(samples.slice(edge(i), edge(i + 1))), 0.5),
  );
  return Math.min(...medians);
}
