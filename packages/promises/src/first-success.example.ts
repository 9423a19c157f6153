// first-success on promises, as an example: the tasks of an input, raced by `firstSuccess`.
import type { ExampleContext } from "@byturns/context";
import type { FirstSuccessInput, FirstSuccessOutput } from "@byturns/spec/first-success";
import { AllFailed, firstSuccess } from "./first-success.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

/** Races the tasks, and returns which succeeded first. Rejects when the context's signal is aborted. */
export async function runFirstSuccess(
  input: FirstSuccessInput,
  context: ExampleContext,
): Promise<FirstSuccessOutput> {
  const performer = performerOf(input.tasks, context, input.observe);
  const tasks = input.tasks.map((_, task) => async (signal: AbortSignal) => {
    return { task, value: await performer.perform(task, signal) };
  });
  try {
    const winner = await firstSuccess(tasks, { signal: context.signal });
    return { winner, failures: [], observed: performer.observed() };
  } catch (error) {
    if (!(error instanceof AllFailed)) throw error;
    const failures = error.errors.filter((error) => error instanceof TaskFailed).map(({ index }) => index);
    return { winner: null, failures, observed: performer.observed() };
  }
}
