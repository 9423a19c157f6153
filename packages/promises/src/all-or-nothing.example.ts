// all-or-nothing on promises, as an example: the tasks of an input, gathered by `allOrNothing`.
import type { ExampleContext } from "@byturns/context";
import type { AllOrNothingInput, AllOrNothingOutput } from "@byturns/spec/all-or-nothing";
import { allOrNothing } from "./all-or-nothing.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

/** Gathers the tasks' results, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runAllOrNothing(
  input: AllOrNothingInput,
  context: ExampleContext,
): Promise<AllOrNothingOutput> {
  const performer = performerOf(input.tasks, context, input.observe);
  const tasks = input.tasks.map((_, index) => (signal: AbortSignal) => performer.perform(index, signal));
  try {
    const results = await allOrNothing(tasks, { signal: context.signal });
    return { results, failedTask: null, observed: performer.observed() };
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error;
    return { results: null, failedTask: error.index, observed: performer.observed() };
  }
}
