// bounded-map on threads, as an example: the tasks of an input, mapped by `boundedMap`.
import type { ExampleContext } from "@byturns/context";
import type { BoundedMapInput, BoundedMapOutput } from "@byturns/spec/bounded-map";
import { boundedMap } from "./bounded-map.ts";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed, taskMemory } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: taskMemory };

/** Maps over the tasks, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runBoundedMap(
  input: BoundedMapInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<BoundedMapOutput> {
  const { tasks, limit, onFailure } = input;
  const performer = performerOf(threads, tasks, context, input.observe);
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
