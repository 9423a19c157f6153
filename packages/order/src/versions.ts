// Versions, compared by their numbers.

/** Less than 0 when `a` is older than `b`, more than 0 when it is newer, by the numbers between the dots. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string) => (version.split("-")[0] ?? "").split(".").map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const by = (left[i] ?? 0) - (right[i] ?? 0);
    if (by !== 0) return by;
  }
  return 0;
}

/** The results of each runtime's newest version, in the order in which the runtimes first come. */
export function newestOf<A extends { readonly runtime: string; readonly version: string }>(
  results: readonly A[],
): readonly A[] {
  const newest = new Map<string, A>();
  for (const result of results) {
    const known = newest.get(result.runtime);
    if (known === undefined || compareVersions(known.version, result.version) < 0) {
      newest.set(result.runtime, result);
    }
  }
  return [...newest.values()];
}
