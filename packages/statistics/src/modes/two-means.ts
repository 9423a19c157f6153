// The best split of numbers into two groups.

/** A split of sorted values into the first few and the rest. */
export interface TwoMeans {
  /** How many values the lower group has: at least 1, and fewer than all. */
  readonly lower: number;
  /**
   * The sum of squares around the two means divided by that around the mean of all, 0 … 1: Liu et al.'s cluster index. 0
   * if each group is one value, 1 if all values are equal.
   */
  readonly clusterIndex: number;
}

/**
 * Splits values into the two groups with the smallest sum of squares around their means. In one dimension the groups of
 * the best split never overlap, so that trying each cut of the sorted values is exact (Fisher, "On grouping for maximum
 * homogeneity", JASA 53, 1958).
 *
 * @param sorted in ascending order, at least 2.
 */
export function twoMeans(sorted: ArrayLike<number>): TwoMeans {
  const size = sorted.length;
  // Around the first value, so that nothing is lost where all of them are large.
  const origin = sorted[0] as number;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < size; i++) {
    const value = (sorted[i] as number) - origin;
    sum += value;
    squares += value * value;
  }
  const total = squares - (sum * sum) / size;
  let [below, best, lower] = [0, Number.NEGATIVE_INFINITY, 1];
  for (let i = 1; i < size; i++) {
    below += (sorted[i - 1] as number) - origin;
    // What the split explains, apart from a part that all splits share.
    const explained = (below * below) / i + (sum - below) ** 2 / (size - i);
    if (explained > best) {
      best = explained;
      lower = i;
    }
  }
  const within = squares - best;
  return { lower, clusterIndex: total > 0 ? Math.min(1, Math.max(0, within / total)) : 1 };
}
