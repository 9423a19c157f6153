// Forks' medians as on the machine that the rules were made on: normal noise between processes, and now and then a
// process that is slow as a whole.
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { skipN } from "pure-rand/utils/skipN";

/** A source of forks' medians around a typical time; the same seed gives the same forks. */
export function makeForks(
  seed: number,
  spread = 0.016,
  slow = 0.05,
): (ms: number, forks: number) => number[] {
  const random = xoroshiro128plus(seed);
  skipN(random, 32);
  const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return (ms, forks) =>
    Array.from({ length: forks }, () => ms * Math.exp(spread * normal()) * (uniform() < slow ? 1.6 : 1));
}
