// first-success on processes, as an example: the tasks of an input, raced by the `firstSuccess` of promises.
//
// Start: all tasks are handed to the pool at once, with one signal. Cancel: the signal is aborted at the first success;
// the pool sends it on, and kills a process that does not answer within its grace. Fail: with AllFailed when all tasks
// have failed; it holds the rebuilt failures. Cost: a message each way per task that was begun.
import type { ExampleContext } from "@byturns/context";
import { AllFailed, firstSuccess } from "@byturns/promises/first-success";
import type { FirstSuccessInput, FirstSuccessOutput } from "@byturns/spec/first-success";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./internal/tasks.child.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

export const child = new URL("./internal/tasks.child.ts", import.meta.url);
/** Tasks that pause leave their process to others; cleaning up matters more here than leaving early. */
export const pool = { tasksPerProcess: Number.POSITIVE_INFINITY, graceMs: 2_000 };

/** Races the tasks, and returns which succeeded first. Rejects when the context's signal is aborted. */
export async function runFirstSuccess(
  input: FirstSuccessInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<FirstSuccessOutput> {
  const performer = performerOf(input.tasks, processes, input.observe);
  const tasks = input.tasks.map((_, task) => async (signal: AbortSignal) => {
    return { task, value: await performer.perform(task, signal) };
  });
  try {
    const winner = await firstSuccess(tasks, { signal: context.signal });
    return { winner, failures: [], observed: performer.observed() };
  } catch (error) {
    if (!(error instanceof AllFailed)) throw error;
    const failures = error.errors.filter(TaskFailed.is).map(({ index }) => index);
    return { winner: null, failures, observed: performer.observed() };
  }
}
