// Numbers that look random and follow from a seed, so that every decision can be repeated.

/** A source of decisions. */
export interface Random {
  /** An integer from 0 to `bound - 1`; `bound` is an integer >= 1. */
  below(bound: number): number;
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean;
}

/**
 * Makes a source of decisions from the lowest 32 bits of a seed (mulberry32, public domain).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { randomFrom } from "@byturns/schedules/random";
 *
 * assert.equal(randomFrom(7).below(10), randomFrom(7).below(10));
 * ```
 */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (bound) => Math.floor(fraction() * bound),
    chance: (probability) => fraction() < probability,
  };
}
