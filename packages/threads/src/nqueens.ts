// nqueens on threads.
//
// Start: each task is posted to a pool of threads, one message for each. Cancel: by a message, received by a thread
// between two tasks. Fail: the failure comes back as data and is rebuilt. Cost: a message each way per task, read and
// written while other threads search; tasks differ in length, and a worker that is done sooner gets more of them.

import type { ExampleContext } from "@byturns/context";
import type { NqueensInput, NqueensOutput } from "@byturns/spec/nqueens";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./nqueens.worker.ts";

export const worker = new URL("./nqueens.worker.ts", import.meta.url);
/** One ahead, so that no thread waits for its next one; not more, because tasks differ in length. */
export const pool = { tasksPerThread: 2 };

/** Counts all solutions. Rejects when the context's signal is aborted. */
export async function nqueens(
  { board }: NqueensInput,
  _context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<NqueensOutput> {
  const task = ([first, second]: [number, number]) => threads.run("search", { board, first, second });
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
