// nqueens on fibers.
//
// Start: `forEach` runs the fiber of each task at once, to its end, because nothing in it waits. Cancel: interruption, between
// two operations; here not before the last task has ended. Fail: errors are typed; this effect cannot fail. Cost: one fiber
// per task. No two tasks search at the same time.
import type { NqueensInput, NqueensOutput } from "@byturns/spec/nqueens";
import * as Effect from "effect/Effect";
import { running } from "./internal/spans.ts";

/** Counts all solutions. */
export const nqueens = Effect.fnUntraced(function* ({
  board,
}: NqueensInput): Effect.fn.Return<NqueensOutput> {
  const task = ([first, second]: [number, number]) =>
    Effect.sync(() => solutionsFrom(board, first, second)).pipe(running(`queens ${first} ${second}`));
  const counts = yield* Effect.forEach(pairsOf(board), task, { concurrency: "unbounded" });
  return { solutions: counts.reduce((sum, count) => sum + count, 0), tasks: counts.length };
});

/** The columns of the first two queens, wherever they do not threaten one another. */
function pairsOf(board: number): [number, number][] {
  const columns = Array.from({ length: board }, (_, column) => column);
  return columns.flatMap((first) =>
    columns.flatMap((second): [number, number][] => (Math.abs(first - second) > 1 ? [[first, second]] : [])),
  );
}

/** How many ways there are to place the others. */
function solutionsFrom(board: number, first: number, second: number): number {
  const all = (1 << board) - 1;
  // Which columns of the next row are taken or threatened, a bit each: straight down, and by either diagonal.
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
