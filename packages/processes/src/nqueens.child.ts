// The child's side of nqueens: the search that follows from the first two queens.

import type { ExampleContext } from "@byturns/context";
import type { NqueensInput } from "@byturns/spec/nqueens";
import { serve } from "./internal/serve.ts";

export const tasks = { search };
serve(tasks);

type Begun = NqueensInput & { readonly first: number; readonly second: number };

function search({ board, first, second }: Begun, context: ExampleContext): number {
  return context.running(`queens ${first} ${second}`, () => solutionsFrom(board, first, second));
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
