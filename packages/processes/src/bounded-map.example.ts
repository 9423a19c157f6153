// bounded-map on processes, as an example: the tasks of an input, mapped by the `boundedMap` of promises.
//
// Start: as many tasks as may run at once are sent to the pool, and the next one when one is done. Cancel: the signal
// that every task is given is aborted; the pool sends it on, and kills a process that does not answer. Fail: the first
// failure is kept, rebuilt, and thrown when nothing runs. Cost: a message each way per task.
import type { ExampleContext } from "@byturns/context";
import { boundedMap } from "@byturns/promises/bounded-map";
import type { BoundedMapInput, BoundedMapOutput } from "@byturns/spec/bounded-map";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./internal/tasks.child.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

export const child = new URL("./internal/tasks.child.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000 };

/** Maps over the tasks, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runBoundedMap(
  input: BoundedMapInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<BoundedMapOutput> {
  const { tasks, limit, onFailure } = input;
  const performer = performerOf(tasks, processes, input.observe);
  const perform = (_task: unknown, index: number, signal: AbortSignal) => performer.perform(index, signal);
  try {
    const results = await boundedMap(tasks, limit, perform, { signal: context.signal, onFailure });
    return { results, failedTask: null, observed: performer.observed() };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!TaskFailed.is(error)) throw error;
    return { results: null, failedTask: error.index, observed: performer.observed() };
  }
}
