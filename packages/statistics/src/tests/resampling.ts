// Drawing with replacement, from a seed: the same seed and the same values give the same resamples, whatever the order
// of the values.

import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";
import { skipN } from "pure-rand/utils/skipN";

/** The default number of resamples for an interval. */
export const defaultResamples = 10_000;

/** A separate stream of random 32-bit integers for each seed and name. */
export function randomStream(seed: number, name = ""): JumpableRandomGenerator {
  let mixed = seed | 0;
  for (let i = 0; i < name.length; i++) {
    mixed = Math.imul(mixed ^ name.charCodeAt(i), 0x0100_0193);
    mixed ^= mixed >>> 15;
  }
  const random = xoroshiro128plus(mixed);
  // Its first numbers still resemble the seed.
  skipN(random, 32);
  return random;
}

/**
 * Medians of resamples of the same size as the sample.
 *
 * @param sorted the sample in ascending order, not empty.
 * @param resamples their number, >= 1.
 */
export function resampledMedians(
  sorted: Float64Array,
  resamples: number,
  random: JumpableRandomGenerator,
): Float64Array {
  const size = sorted.length;
  const medians = new Float64Array(resamples);
  const drawn = new Int32Array(size);
  const scale = size / 0x1_0000_0000;
  const below = (size - 1) >> 1;
  const above = size >> 1;
  for (let r = 0; r < resamples; r++) {
    drawn.fill(0);
    for (let i = 0; i < size; i++) {
      const at = Math.floor((random.next() >>> 0) * scale);
      drawn[at] = (drawn[at] as number) + 1;
    }
    // Walking the counts finds both middle values of the resample without sorting it.
    let at = 0;
    let seen = drawn[0] as number;
    while (seen <= below) seen += drawn[++at] as number;
    const lower = sorted[at] as number;
    while (seen <= above) seen += drawn[++at] as number;
    medians[r] = (lower + (sorted[at] as number)) / 2;
  }
  return medians;
}

/** Checks a number of resamples. */
export function checkResamples(resamples: number): void {
  if (!Number.isInteger(resamples) || resamples < 100) {
    throw new RangeError(`Cannot take ${resamples} resamples: there must be an integer >= 100`);
  }
}
