// bounded-map on promises, as an example: the tasks of an input, mapped by `boundedMap`.
import type { ExampleContext } from "@byturns/context";
import type { BoundedMapInput, BoundedMapOutput } from "@byturns/spec/bounded-map";
import { boundedMap } from "./bounded-map.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

/** Maps over the tasks, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runBoundedMap(
  input: BoundedMapInput,
  context: ExampleContext,
): Promise<BoundedMapOutput> {
  const { tasks, limit, onFailure } = input;
  const performer = performerOf(tasks, context, input.observe);
  const perform = (_task: unknown, index: number, signal: AbortSignal) => performer.perform(index, signal);
  try {
    const results = await boundedMap(tasks, limit, perform, { signal: context.signal, onFailure });
    return { results, failedTask: null, observed: performer.observed() };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof TaskFailed)) throw error;
    return { results: null, failedTask: error.index, observed: performer.observed() };
  }
}
