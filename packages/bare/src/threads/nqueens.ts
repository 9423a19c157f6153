// A task on a thread searches from each pair of first queens.
import type { Pool } from "../pool.ts";
import { pairsOf } from "../queens.ts";
import type { tasks } from "./nqueens.worker.ts";

export const worker = new URL("./nqueens.worker.ts", import.meta.url);
export const pool = { tasksPerThread: 2 };

export async function run({ board }: { readonly board: number }, threads: Pool<typeof tasks>) {
  const task = ([first, second]: readonly [number, number]) =>
    threads.run("search", { board, first, second });
  const counts = await Promise.all(pairsOf(board).map(task));
  return { solutions: counts.reduce((sum, count) => sum + count, 0), tasks: counts.length };
}
