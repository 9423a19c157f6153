// The machine's side of nqueens: the search that follows from the first two queens.
import * as Effect from "effect/Effect";
import * as Rpc from "effect/rpc/Rpc";
import * as Schema from "effect/Schema";
import { onEachMachine } from "./internal/cluster.ts";
import { running } from "./internal/spans.ts";

/** A machine that searches. */
export const Searcher = onEachMachine("Searcher", [
  Rpc.make("search", {
    payload: { board: Schema.Int, first: Schema.Int, second: Schema.Int },
    success: Schema.Int,
  }),
]);

export const layer = Searcher.toLayer({
  search: ({ payload: { board, first, second } }) =>
    Effect.sync(() => solutionsFrom(board, first, second)).pipe(running(`queens ${first} ${second}`)),
});

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
