// cleanup on threads.
//
// Start: a message to a thread, awaited before the next is sent. Cancel: by a message, which a task receives when it is
// over; tasks that have not begun are taken back. Fail: the thread closes its resource, then the failure comes back as
// data and is rebuilt. Cost: a message each way, beside which `finally` on the thread is next to nothing.
import type { ExampleContext } from "@byturns/context";
import type { CleanupInput, CleanupOutput } from "@byturns/spec/cleanup";
import type { tasks as served } from "./cleanup.worker.ts";
import type { Pool } from "./internal/pool.ts";
import { TaskFailed } from "./internal/tasks.ts";

export const worker = new URL("./cleanup.worker.ts", import.meta.url);

/** Runs the tasks one after the other, with a resource on each thread or without. Rejects when the context's signal is aborted. */
export async function cleanup(
  input: CleanupInput,
  { signal }: ExampleContext,
  threads: Pool<typeof served>,
): Promise<CleanupOutput> {
  const { tasks, cleansUp, fails, observe } = input;
  /** Opened and closed, in memory that the threads share. */
  const counts = observe ? new Int32Array(new SharedArrayBuffer(8)) : undefined;
  const kind = cleansUp ? "closing" : "bare";
  let [done, sum, failed, late] = [0, 0, 0, 0];
  for (let task = 0; task < tasks; task++) {
    try {
      const argument = fails || counts !== undefined ? { task, fails, counts } : task;
      sum += await threads.run(kind, argument, { signal });
      done += 1;
    } catch (error) {
      if (!TaskFailed.is(error)) throw error;
      failed += 1;
    }
    if (counts !== undefined && Atomics.load(counts, 0) > Atomics.load(counts, 1)) late += 1;
  }
  signal.throwIfAborted();
  const observed =
    counts === undefined ? null : { opened: Atomics.load(counts, 0), closed: Atomics.load(counts, 1), late };
  return { done, sum, failed, observed };
}
