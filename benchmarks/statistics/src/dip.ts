// The dip of J. A. Hartigan and P. M. Hartigan, "The dip test of unimodality", Annals of Statistics 13 (1985): how far a
// sample's distribution is at least from any with one mode. After P. M. Hartigan's algorithm AS 217, Applied Statistics
// 34 (1985), with the correction of M. Maechler's R package `diptest`.
import { randomStream } from "@byturns/statistics/tests/resampling";

const simulations = 5_000;
const nulls = new Map<number, Float64Array>();

/** The probability of as large a dip in a sample of the uniform distribution. */
export function dipP(sorted: readonly number[]): number {
  const size = sorted.length;
  let known = nulls.get(size);
  if (known === undefined) {
    const random = randomStream(size, "dip");
    const uniform = () => (random.next() >>> 0) / 2 ** 32;
    known = Float64Array.from({ length: simulations }, () =>
      dipOf(Array.from({ length: size }, uniform).sort((one, other) => one - other)),
    ).sort();
    nulls.set(size, known);
  }
  const seen = dipOf(sorted) - 1e-12;
  return (known.filter((dip) => dip >= seen).length + 1) / (simulations + 1);
}

/** The dip of values in ascending order: 1/(2n) … 1/4. */
function dipOf(sorted: readonly number[]): number {
  const size = sorted.length;
  const x = (i: number) => sorted[i] as number;
  const below = hull(size, x, 1);
  const above = hull(size, x, -1);
  let [low, high, dip] = [0, size - 1, 1];
  for (;;) {
    const minorant = chain(high, low, below);
    const majorant = chain(low, high, above);
    const { distance, from, to } = farthest(minorant, majorant, x);
    if (distance < dip) break;
    for (let j = from; j + 1 < minorant.length; j++) {
      dip = Math.max(dip, bulge(minorant[j + 1] as number, minorant[j] as number, x, 1));
    }
    for (let j = to; j + 1 < majorant.length; j++) {
      dip = Math.max(dip, bulge(majorant[j] as number, majorant[j + 1] as number, x, -1));
    }
    if (low === minorant[from] && high === majorant[to]) break;
    [low, high] = [minorant[from] as number, majorant[to] as number];
  }
  return dip / (2 * size);
}

type At = (i: number) => number;

/** For each value the next corner of the greatest convex minorant before it, or of the least concave majorant after it. */
function hull(size: number, x: At, step: 1 | -1): Int32Array {
  const next = new Int32Array(size);
  const end = step === 1 ? 0 : size - 1;
  next[end] = end;
  for (let i = end + step; i >= 0 && i < size; i += step) {
    next[i] = i - step;
    for (;;) {
      const corner = next[i] as number;
      const further = next[corner] as number;
      const isConvex = (x(i) - x(corner)) * (corner - further) < (x(corner) - x(further)) * (i - corner);
      if (corner === end || isConvex) break;
      next[i] = further;
    }
  }
  return next;
}

function chain(from: number, to: number, next: Int32Array): number[] {
  const corners = [from];
  while (corners.at(-1) !== to) corners.push(next[corners.at(-1) as number] as number);
  return corners;
}

/** Where the minorant and the majorant are farthest apart, as corners of each. */
function farthest(minorant: readonly number[], majorant: readonly number[], x: At) {
  const best = { distance: 0, from: minorant.length - 1, to: majorant.length - 1 };
  if (minorant.length === 2 && majorant.length === 2) return { ...best, distance: 1 };
  let [i, j] = [minorant.length - 2, 1];
  do {
    const [lower, upper] = [minorant[i] as number, majorant[j] as number];
    let distance: number;
    if (lower > upper) {
      const start = minorant[i + 1] as number;
      distance = upper - start + 1 - ((x(upper) - x(start)) * (lower - start)) / (x(lower) - x(start));
      j += 1;
      if (distance >= best.distance) Object.assign(best, { distance, from: i + 1, to: j - 1 });
    } else {
      const start = majorant[j - 1] as number;
      distance = ((x(lower) - x(start)) * (upper - start)) / (x(upper) - x(start)) - (lower - start - 1);
      i -= 1;
      if (distance >= best.distance) Object.assign(best, { distance, from: i + 1, to: j });
    }
    i = Math.max(0, i);
    j = Math.min(majorant.length - 1, j);
  } while (minorant[i] !== majorant[j]);
  return best;
}

/** How far the distribution is from the straight line between two corners. */
function bulge(from: number, to: number, x: At, side: 1 | -1): number {
  let most = 1;
  if (to - from <= 1 || x(to) === x(from)) return most;
  const slope = (to - from) / (x(to) - x(from));
  for (let i = from; i <= to; i++) {
    const line = (x(i) - x(from)) * slope;
    most = Math.max(most, side === 1 ? i - from + 1 - line : line - (i - from - 1));
  }
  return most;
}
