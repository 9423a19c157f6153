// What a fork says of a call, as if nobody else had used the machine meanwhile.
import { checkFinite } from "./check-values.ts";
import { quantileOfSorted, sortedCopy } from "./distribution.ts";

/** As many stretches as samples are cut into at most; with a fork of a third of a second, each is some 20 ms long. */
const mostStretches = 16;
/** A median of fewer is no median. */
const leastSamples = 3;

/**
 * The median of the samples in the quietest stretch of a fork: the samples, in the order in which they were taken, are
 * cut into up to 16 stretches of equal length and of 3 samples at least, and the lowest of the stretches' medians is it.
 *
 * What others do on a machine only ever makes calls slower, and does so for tens or hundreds of milliseconds on end: a
 * median over all samples jumps to the slow mode once it holds for half of the time, a stretch that was left alone does
 * not. Within a stretch it is a median still, so what befalls a call now and then counts as little as it did.
 *
 * Source: that disturbance only adds, and that low estimators are therefore the robust ones, Chen and Revels 2016,
 * "Robust benchmarking in noisy environments".
 *
 * @param samples finite, in the order in which they were taken, at least one.
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
