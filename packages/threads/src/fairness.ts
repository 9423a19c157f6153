// fairness on threads.
//
// Start: all tasks are posted to the pool at once, equally many to each thread. Cancel: by a message, received where a
// task yields; a thread whose task does not is ended. Fail: the failure comes back as data and is rebuilt. Cost: a
// message each way per task; a task that does not yield keeps only tasks of its own thread from beginning.

import type { ExampleContext } from "@byturns/context";
import type { FairnessInput, FairnessOutput } from "@byturns/spec/fairness";
import type { tasks as served } from "./fairness.worker.ts";
import type { Pool } from "./internal/pool.ts";

export const worker = new URL("./fairness.worker.ts", import.meta.url);

// A task for which no thread is free would otherwise have to wait for another's end, and never take a turn.
export const pool = {
  tasksPerThread: Number.POSITIVE_INFINITY,
  memory: (): Taken => new Int32Array(new SharedArrayBuffer(4)),
};

/** How many turns all tasks have taken, or tried to. */
export type Taken = Int32Array<SharedArrayBuffer>;

/** Has the tasks take turns until all are taken. Rejects when the context's signal is aborted. */
export async function fairness(
  input: FairnessInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<FairnessOutput> {
  const { signal } = context;
  (threads.memory as Taken).fill(0);
  const task = (_: unknown, index: number) => threads.run("takeTurns", { ...input, index }, { signal });
  return { turns: await Promise.all(Array.from({ length: input.tasks }, task)) };
}
