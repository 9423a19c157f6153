// fairness on processes.
//
// Start: all tasks are asked for at once, equally many go to each process. Cancel: by a message, which a task notices
// where it yields; a process whose task does not is killed. Fail: the failure comes back as data and is rebuilt. Cost:
// a message each way per task, and for each dozen of turns: no process can take from a budget that another holds, and
// must ask. A task that does not yield otherwise does so then.
import type { ExampleContext } from "@byturns/context";
import type { FairnessInput, FairnessOutput } from "@byturns/spec/fairness";
import type { tasks as served } from "./fairness.child.ts";
import type { Pool } from "./internal/pool.ts";

export const child = new URL("./fairness.child.ts", import.meta.url);

// A task for which no process is free would otherwise have to wait for another's end, and never take a turn.
export const pool = { tasksPerProcess: Number.POSITIVE_INFINITY };

/** How many turns a task may take before it asks again. */
const mostTurns = 12;

/** Has the tasks take turns until all are taken. Rejects when the context's signal is aborted. */
export async function fairness(
  input: FairnessInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<FairnessOutput> {
  const { signal } = context;
  let left = input.turns;
  const claim = () => {
    const turns = Math.min(mostTurns, left);
    left -= turns;
    return turns;
  };
  const task = (_: unknown, index: number) =>
    processes.run("takeTurns", { ...input, index }, { signal, answers: { claim } });
  return { turns: await Promise.all(Array.from({ length: input.tasks }, task)) };
}
