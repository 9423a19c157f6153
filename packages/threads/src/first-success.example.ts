// first-success on threads, as an example: the tasks of an input, raced by `firstSuccess`.
import type { ExampleContext } from "@byturns/context";
import type { FirstSuccessInput, FirstSuccessOutput } from "@byturns/spec/first-success";
import { AllFailed, firstSuccess } from "./first-success.ts";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed, taskMemory } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: taskMemory };

/** Races the tasks, and returns which succeeded first. Rejects when the context's signal is aborted. */
export async function runFirstSuccess(
  input: FirstSuccessInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<FirstSuccessOutput> {
  const performer = performerOf(threads, input.tasks, context, input.observe);
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
