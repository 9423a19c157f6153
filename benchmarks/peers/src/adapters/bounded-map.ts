// The questions asked of any bounded map.

import type { ExampleContext } from "@byturns/context";
import { performerOf, TaskFailed } from "@byturns/promises/internal/tasks";
import type { BoundedMap } from "@byturns/schedules/properties/bounded-map";
import type { BoundedMapInput, BoundedMapOutput } from "@byturns/spec/bounded-map";
import type { CostInput, CostOutput } from "../specs/cost.ts";
import { itself, summed } from "./itself.ts";

/** The map in its simplest use: what it costs by itself. */
export type BareMap = (
  items: readonly number[],
  limit: number,
  task: (item: number) => Promise<number>,
) => Promise<number[]>;

/** The example. */
export async function runBoundedMap(
  map: BoundedMap,
  { tasks, limit, onFailure, observe }: BoundedMapInput,
  context: ExampleContext,
): Promise<BoundedMapOutput> {
  const { signal } = context;
  const performer = performerOf(tasks, context, observe);
  const perform = (_task: unknown, index: number, signal: AbortSignal) => performer.perform(index, signal);
  try {
    const results = await map(tasks, limit, perform, { signal, onFailure });
    return { results, failedTask: null, observed: performer.observed() };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof TaskFailed)) throw error;
    return { results: null, failedTask: error.index, observed: performer.observed() };
  }
}

/** Its cost: many items, of which `limit` may run at once. */
export async function boundedMapCost(map: BareMap, { items, limit }: CostInput): Promise<CostOutput> {
  return summed(await map(numbersTo(items), limit, itself));
}

const made = new Map<number, readonly number[]>();

/** 0, 1, 2, …: made once, because making them takes half as long as mapping over them. */
function numbersTo(count: number): readonly number[] {
  let numbers = made.get(count);
  if (numbers === undefined) {
    numbers = Array.from({ length: count }, (_, i) => i);
    made.set(count, numbers);
  }
  return numbers;
}
