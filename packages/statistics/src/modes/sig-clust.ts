// Whether two groups are more than one normal distribution would show: SigClust of Liu, Hayes, Nobel and Marron,
// "Statistical significance of clustering for high-dimension, low-sample size data", JASA 103 (2008), in one dimension.
// There its cluster index depends on neither mean nor variance, so that one null distribution a sample size is enough.

import { randomStream } from "../tests/resampling.ts";
import { twoMeans } from "./two-means.ts";

/** Samples of the null distribution. */
const simulations = 10_000;

const nulls = new Map<number, Float64Array>();

/**
 * The probability that as many values of one normal distribution have as small a cluster index: 1/10,001 at least. It
 * is simulated with a fixed seed, so that the same values always have the same p.
 *
 * @param clusterIndex as `twoMeans` gives it.
 * @param size how many values there are, >= 3.
 */
export function sigClustP(clusterIndex: number, size: number): number {
  const known = nulls.get(size) ?? nullOf(size);
  nulls.set(size, known);
  let [from, to] = [0, known.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((known[middle] as number) <= clusterIndex) from = middle + 1;
    else to = middle;
  }
  return (from + 1) / (known.length + 1);
}

function nullOf(size: number): Float64Array {
  const random = randomStream(size, "sig-clust");
  const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
  const sample = new Float64Array(size);
  const indexes = new Float64Array(simulations);
  for (let i = 0; i < simulations; i++) {
    for (let j = 0; j < size; j += 2) {
      const [radius, angle] = [Math.sqrt(-2 * Math.log(uniform())), 2 * Math.PI * uniform()];
      sample[j] = radius * Math.cos(angle);
      if (j + 1 < size) sample[j + 1] = radius * Math.sin(angle);
    }
    indexes[i] = twoMeans(sample.sort()).clusterIndex;
  }
  return indexes.sort();
}
