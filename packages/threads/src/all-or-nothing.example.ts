// all-or-nothing on threads, as an example: the tasks of an input, gathered by `allOrNothing`.
import type { ExampleContext } from "@byturns/context";
import type { AllOrNothingInput, AllOrNothingOutput } from "@byturns/spec/all-or-nothing";
import { allOrNothing } from "./all-or-nothing.ts";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed, taskMemory } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: taskMemory };

/** Gathers the tasks' results, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runAllOrNothing(
  input: AllOrNothingInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<AllOrNothingOutput> {
  const performer = performerOf(threads, input.tasks, context, input.observe);
  const tasks = input.tasks.map((_, index) => (signal: AbortSignal) => performer.perform(index, signal));
  try {
    const results = await allOrNothing(tasks, { signal: context.signal });
    return { results, failedTask: null, observed: performer.observed() };
  } catch (error) {
    if (!TaskFailed.is(error)) throw error;
    return { results: null, failedTask: error.index, observed: performer.observed() };
  }
}
