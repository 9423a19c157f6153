// An async function searches from each pair of first queens.
import { pairsOf, solutionsFrom } from "../queens.ts";

export async function run({ board }: { readonly board: number }) {
  const task = async ([first, second]: readonly [number, number]) => solutionsFrom(board, first, second);
  const counts = await Promise.all(pairsOf(board).map(task));
  return { solutions: counts.reduce((sum, count) => sum + count, 0), tasks: counts.length };
}
