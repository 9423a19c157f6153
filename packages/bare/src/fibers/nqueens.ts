// A fiber searches from each pair of first queens.
import * as Effect from "effect/Effect";
import { pairsOf, solutionsFrom } from "../queens.ts";

export const run = ({ board }: { readonly board: number }) => {
  const task = ([first, second]: readonly [number, number]) =>
    Effect.sync(() => solutionsFrom(board, first, second));
  const all = Effect.suspend(() => Effect.forEach(pairsOf(board), task, { concurrency: "unbounded" }));
  return Effect.map(all, (counts) => ({
    solutions: counts.reduce((sum, count) => sum + count, 0),
    tasks: counts.length,
  }));
};
