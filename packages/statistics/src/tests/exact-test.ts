// Whether two distributions of sequences differ by more than chance: the Fisher–Freeman–Halton exact test. Exact,
// because there are few runs and many sequences that occur once, where a chi-squared test is wrong; and not by
// permutation, because then a verdict would depend on a seed.

/** Sequences beyond the most frequent ones are pooled, so that all tables can be enumerated. */
const mostKinds = 6;

/**
 * The probability that two samples of one distribution differ at least as much as these do.
 *
 * @param left how often each kind of outcome occurred in one sample, and `right` in the other, under the same keys.
 * @returns a number in (0, 1]; 1 when a sample is empty.
 * @see G. H. Freeman and J. H. Halton, Biometrika 38 (1951), 141–149.
 * @example
 * ```ts
 * exactTest(new Map([["ab", 3]]), new Map([["ba", 3]])); // 0.1
 * ```
 */
export function exactTest(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  const table = columns(left, right);
  const leftTotal = table.reduce((sum, [l]) => sum + l, 0);
  const total = table.reduce((sum, [l, r]) => sum + l + r, 0);
  if (leftTotal === 0 || leftTotal === total) return 1;

  // A table's probability is the product of its columns' binomials over that of the total. Going column by
  // column, tables with the same sum so far and the same product so far are one state with a weight: the
  // binomials are the weight too, so a state's mass is its probability times how many tables share it.
  let states = new Map([[0, { sum: 0, log: 0, tables: 1 }]]);
  let rest = total;
  for (const [l, r] of table) {
    const size = l + r;
    rest -= size;
    const next: typeof states = new Map();
    for (const state of states.values()) {
      const least = Math.max(0, leftTotal - state.sum - rest);
      for (let x = least; x <= Math.min(size, leftTotal - state.sum); x++) {
        const sum = state.sum + x;
        const log = state.log + logChoose(size, x);
        const key = Math.round(log * 1e7) * (leftTotal + 1) + sum;
        const known = next.get(key);
        if (known === undefined) next.set(key, { sum, log, tables: state.tables });
        else known.tables += state.tables;
      }
    }
    states = next;
  }
  const seen = table.reduce((sum, [l, r]) => sum + logChoose(l + r, l), 0);
  const all = logChoose(total, leftTotal);
  let p = 0;
  for (const { log, tables } of states.values()) {
    if (log <= seen + 1e-6) p += tables * Math.exp(log - all);
  }
  return Math.min(1, p);
}

function columns(
  left: ReadonlyMap<string, number>,
  right: ReadonlyMap<string, number>,
): readonly (readonly [number, number])[] {
  // Ties in frequency are ordered by name, so that left and right may be swapped.
  const all = [...new Set([...left.keys(), ...right.keys()])]
    .sort()
    .map((key) => [left.get(key) ?? 0, right.get(key) ?? 0] as const)
    .sort((a, b) => b[0] + b[1] - (a[0] + a[1]));
  if (all.length <= mostKinds) return all;
  const merged = all.slice(mostKinds - 1).reduce((sum, [l, r]) => [sum[0] + l, sum[1] + r] as const, [0, 0]);
  return [...all.slice(0, mostKinds - 1), merged];
}

const logFactorials = [0];

function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i++) {
    logFactorials.push((logFactorials[i - 1] ?? 0) + Math.log(i));
  }
  return logFactorials[n] ?? 0;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
