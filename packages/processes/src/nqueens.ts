// nqueens on processes.
//
// Start: each task is asked for by itself, and sent together with others to the process that has the fewest. Cancel: by
// a message, which a process notices between two others. Fail: the failure comes back as data and is rebuilt. Cost:
// part of a message each way per task, written and read while processes search; tasks differ in length, and a worker
// that is done sooner gets more of them.
import type { ExampleContext } from "@byturns/context";
import type { NqueensInput, NqueensOutput } from "@byturns/spec/nqueens";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./nqueens.child.ts";

export const child = new URL("./nqueens.child.ts", import.meta.url);
/** The last tasks are sent one or two at a time, so that no process has many of them left when the other is done. */
export const pool = { tasksPerProcess: "guided" } as const;

/** Counts all solutions. Rejects when the context's signal is aborted. */
export async function nqueens(
  { board }: NqueensInput,
  _context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<NqueensOutput> {
  const task = ([first, second]: [number, number]) => processes.run("search", { board, first, second });
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
