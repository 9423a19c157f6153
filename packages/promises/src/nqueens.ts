// nqueens on promises.
//
// Start: calling an async function runs it to its end, because nothing in it waits. Cancel: the signal is checked
// before each task, and cannot change meanwhile: they search within one turn of the loop. Fail: the rejection reaches
// the awaiting caller. Cost: one promise per task. No two tasks search at the same time.

import type { ExampleContext } from "@byturns/context";
import type { NqueensInput, NqueensOutput } from "@byturns/spec/nqueens";

/** Counts all solutions. Rejects when the context's signal is aborted. */
export async function nqueens({ board }: NqueensInput, context: ExampleContext): Promise<NqueensOutput> {
  const task = async ([first, second]: [number, number]) => {
    context.signal.throwIfAborted();
    return context.running(`queens ${first} ${second}`, () => solutionsFrom(board, first, second));
  };
  const counts = await Promise.all(pairsOf(board).map(task));
  return { solutions: counts.reduce((sum, count) => sum + count, 0), tasks: counts.length };
}

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
