// The search that nqueens does, the same in all models.

/** The columns of the first two queens, wherever they do not threaten one another. */
export function pairsOf(board: number): [number, number][] {
  const columns = Array.from({ length: board }, (_, column) => column);
  return columns.flatMap((first) =>
    columns.flatMap((second): [number, number][] => (Math.abs(first - second) > 1 ? [[first, second]] : [])),
  );
}

/** How many ways there are to place the others. */
export function solutionsFrom(board: number, first: number, second: number): number {
  const all = (1 << board) - 1;
  const place = (down: number, left: number, right: number): number => {
    if (down === all) return 1;
    let found = 0;
    let free = all & ~(down | left | right);
    while (free !== 0) {
      const queen = free & -free;
      free ^= queen;
      found += place(down | queen, (left | queen) << 1, (right | queen) >> 1);
    }
    return found;
  };
  const [one, two] = [1 << first, 1 << second];
  return place(one | two, ((one << 1) | two) << 1, ((one >> 1) | two) >> 1);
}
