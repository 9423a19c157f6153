// Correction for multiple tests: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
// Journal of Statistics 6 (1979).

/**
 * P values corrected so that the chance of one or more false alarms among all of them stays at the level of a single
 * test. In input order.
 *
 * @throws RangeError when a value is not within 0 … 1.
 * @example
 * ```ts
 * holm([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 * ```
 */
export function holm(p: readonly number[]): number[] {
  const order = p.map((value, i) => {
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(`Cannot correct p value ${i}, ${value}: it must be within 0 … 1`);
    }
    return i;
  });
  order.sort((i, j) => (p[i] as number) - (p[j] as number));
  const corrected = new Array<number>(p.length);
  let most = 0;
  order.forEach((i, rank) => {
    most = Math.max(most, Math.min(1, (p.length - rank) * (p[i] as number)));
    corrected[i] = most;
  });
  return corrected;
}
