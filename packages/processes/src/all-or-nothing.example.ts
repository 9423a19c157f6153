// all-or-nothing on processes, as an example: the tasks of an input, gathered by the `allOrNothing` of promises.
//
// Start: all tasks are handed to the pool at once, with one signal. Cancel: the signal is aborted at the first failure;
// the pool sends it on, and kills a process that does not answer within its grace. Fail: with the first failure,
// rebuilt, when nothing runs. Cost: a message each way per task that was begun.
import type { ExampleContext } from "@byturns/context";
import { allOrNothing } from "@byturns/promises/all-or-nothing";
import type { AllOrNothingInput, AllOrNothingOutput } from "@byturns/spec/all-or-nothing";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./internal/tasks.child.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

export const child = new URL("./internal/tasks.child.ts", import.meta.url);
/** Tasks that pause leave their process to others; cleaning up matters more here than leaving early. */
export const pool = { tasksPerProcess: Number.POSITIVE_INFINITY, graceMs: 2_000 };

/** Gathers the tasks' results, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runAllOrNothing(
  input: AllOrNothingInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<AllOrNothingOutput> {
  const performer = performerOf(input.tasks, processes, input.observe);
  const tasks = input.tasks.map((_, index) => (signal: AbortSignal) => performer.perform(index, signal));
  try {
    const results = await allOrNothing(tasks, { signal: context.signal });
    return { results, failedTask: null, observed: performer.observed() };
  } catch (error) {
    if (!TaskFailed.is(error)) throw error;
    return { results: null, failedTask: error.index, observed: performer.observed() };
  }
}
