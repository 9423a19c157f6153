// Orders that can be reproduced from a seed.
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws from one seed, a 32-bit integer. */
export interface Draw {
  /** An integer from 0 to `below - 1`. */
  below(below: number): number;
  /** A copy in random order (Fisher–Yates). */
  shuffle<A>(values: readonly A[]): A[];
}

/** A source of draws; the same seed gives the same draws on every machine. */
export function drawFrom(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  const below = (below: number) => uniformInt(generator, 0, below - 1);
  return {
    below,
    shuffle(values) {
      const shuffled = [...values];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [shuffled[i], shuffled[j]] = [
          shuffled[j] as (typeof shuffled)[0],
          shuffled[i] as (typeof shuffled)[0],
        ];
      }
      return shuffled;
    },
  };
}
