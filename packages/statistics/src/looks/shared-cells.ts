// The information in comparisons that share cells: less than in as many independent ones.

/** One pair of cells, and how often it was called different: 0 … 1. Cells are compared by identity. */
export interface PairShare {
  readonly a: object;
  readonly b: object;
  readonly share: number;
}

/**
 * Two rank statistics that share one of their two samples have a correlation of 1/2. Their verdicts then have a
 * correlation of at most 2/π · arcsin 1/2, reached if half of them are different, and of 0.12 if one in a hundred is
 * (from the bivariate normal distribution).
 */
const correlation = { most: 1 / 3, atOnePercent: 0.12 };

/**
 * The number of comparisons without shared cells that would estimate the rate as precisely as these pairs do.
 *
 * The smaller of two values: the theoretical one for equal noise in all cells, and an empirical one for the case that
 * one cell is odd and all of its comparisons with it: the variance of a mean over pairs by Aronow, Samii and Assenova,
 * "Cluster-robust variance estimation for dyadic data", Political Analysis 23 (2015).
 *
 * @param expected the rate if it is known in advance to be at most 0.01; otherwise nothing is assumed.
 * @param times how often every pair was compared, with separate forks each time; shares are means over them.
 * @returns from 1 to `times` × the number of pairs; 0 without pairs.
 */
export function worthOfPairs(
  pairs: readonly PairShare[],
  { expected, times = 1 }: { readonly expected?: number | undefined; readonly times?: number } = {},
): number {
  if (pairs.length === 0) return 0;
  const ofCell = new Map<object, { pairs: number; residual: number }>();
  const rate = pairs.reduce((sum, { share }) => sum + share, 0) / pairs.length;
  let squares = 0;
  for (const { a, b, share } of pairs) {
    const residual = share - rate;
    squares += residual ** 2;
    for (const cell of [a, b]) {
      const seen = ofCell.get(cell) ?? { pairs: 0, residual: 0 };
      ofCell.set(cell, { pairs: seen.pairs + 1, residual: seen.residual + residual });
    }
  }
  const others = pairs.reduce(
    (sum, { a, b }) => sum + (ofCell.get(a)?.pairs ?? 1) + (ofCell.get(b)?.pairs ?? 1) - 2,
    0,
  );
  const r = expected !== undefined && expected <= 0.01 ? correlation.atOnePercent : correlation.most;
  const byTheory = (times * pairs.length) / (1 + (r * others) / pairs.length);
  const ofCells = [...ofCell.values()].reduce((sum, { residual }) => sum + residual ** 2, 0);
  const variance = (ofCells - squares) / pairs.length ** 2;
  const bySight = variance > 0 ? (rate * (1 - rate)) / variance : Number.POSITIVE_INFINITY;
  // One odd cell may make the variance larger than that of a single comparison.
  return Math.max(1, Math.min(byTheory, bySight));
}
