// The thread's side of nqueens: one search.
import { solutionsFrom } from "../queens.ts";
import { serve } from "../serve.ts";

export const tasks = { search };
serve(tasks);

interface Asked {
  readonly board: number;
  readonly first: number;
  readonly second: number;
}

function search({ board, first, second }: Asked): number {
  return solutionsFrom(board, first, second);
}
