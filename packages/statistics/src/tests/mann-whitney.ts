// Whether values of one cell tend to lie above those of another: the rank-sum test of Mann and Whitney, "On a test
// of whether one of two random variables is stochastically larger than the other" (1947).
import { errorFunction } from "simple-statistics";
import { checkFinite } from "../figures/check-values.ts";

/** Samples with at most this many values each, without ties, are tested exactly. */
export const exactUpTo = 49;

/** The smallest p that the normal approximation can distinguish from 0. */
const smallestP = 1e-15;

export interface MannWhitney {
  /** The number of pairs (one value of a, one of b) with the greater value in a; a tie counts one half. */
  readonly u: number;
  /** Two-sided. */
  readonly p: number;
  /** `normal`: by the normal approximation, corrected for ties and for continuity. */
  readonly method: "exact" | "normal";
}

/**
 * The two-sided rank-sum test. Exact without ties and with fewer than 50 values in both samples; otherwise by the
 * normal approximation, as in R's `wilcox.test`.
 *
 * @throws RangeError when a sample is empty or holds a value that is not finite.
 * @example
 * ```ts
 * mannWhitney([1, 2, 3], [4, 5, 6]); // { u: 0, p: 0.1, method: "exact" }
 * ```
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): MannWhitney {
  checkFinite(a, "a");
  checkFinite(b, "b");
  const [m, n] = [a.length, b.length];
  const { u, tieTerm } = rankSum(a, b);
  if (tieTerm === 0 && m <= exactUpTo && n <= exactUpTo) {
    return { u, p: Math.min(1, 2 * lowerTail(m, n, Math.min(u, m * n - u))), method: "exact" };
  }
  const total = m + n;
  const variance = ((m * n) / 12) * (total + 1 - tieTerm / (total * (total - 1)));
  const distance = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5);
  const p = variance <= 0 ? 1 : 1 - errorFunction(distance / Math.sqrt(2 * variance));
  return { u, p: Math.min(1, Math.max(p, smallestP)), method: "normal" };
}

/**
 * The number of smallest (and of greatest) of the m × n pairs that a two-sided test at `level` cuts off: the greatest k
 * for which P(U < k) is at most half of `level`. 0 if no pair may be cut off.
 */
export function pairsCutOff(m: number, n: number, level: number): number {
  const tail = tailOf(m, n);
  let k = 0;
  while (k < tail.length && (tail[k] as number) <= level / 2) k += 1;
  return k;
}

/** P(U <= u) under equal distributions without ties, for u at most half of m × n. */
function lowerTail(m: number, n: number, u: number): number {
  return tailOf(m, n)[u] as number;
}

const tails = new Map<string, Float64Array>();

/** P(U <= u) for u = 0 … half of m × n; the other half is its mirror image. */
function tailOf(m: number, n: number): Float64Array {
  const key = m < n ? `${m},${n}` : `${n},${m}`;
  const known = tails.get(key);
  if (known !== undefined) return known;
  // The number of ways to reach each u has the generating function prod (1 - q^(n+i)) / (1 - q^i), i = 1 … m.
  const half = Math.floor((m * n) / 2);
  const ways = new Float64Array(half + 1);
  ways[0] = 1;
  let all = 1;
  for (let i = 1; i <= m; i++) {
    for (let u = half; u >= n + i; u--) ways[u] = (ways[u] as number) - (ways[u - n - i] as number);
    for (let u = i; u <= half; u++) ways[u] = (ways[u] as number) + (ways[u - i] as number);
    all *= (n + i) / i;
  }
  let sum = 0;
  const tail = ways.map((count) => {
    sum += count;
    return sum / all;
  });
  tails.set(key, tail);
  return tail;
}

function rankSum(a: readonly number[], b: readonly number[]): { u: number; tieTerm: number } {
  const all = [...a.map((value) => ({ value, ofA: 1 })), ...b.map((value) => ({ value, ofA: 0 }))];
  all.sort((x, y) => x.value - y.value);
  let ranksOfA = 0;
  let tieTerm = 0;
  for (let from = 0; from < all.length; ) {
    let to = from + 1;
    let ofA = all[from]?.ofA ?? 0;
    while (to < all.length && all[to]?.value === all[from]?.value) ofA += all[to++]?.ofA ?? 0;
    const ties = to - from;
    ranksOfA += ofA * ((from + 1 + to) / 2);
    tieTerm += ties ** 3 - ties;
    from = to;
  }
  return { u: ranksOfA - (a.length * (a.length + 1)) / 2, tieTerm };
}
