// A bounded map, whoever made it, under the questions that are put to one.
import { TaskFailed, TaskWatch } from "@byturns/promises/internal/tasks";
import type { BoundedMapInput, BoundedMapOutput } from "@byturns/spec/bounded-map";
import type { Stage } from "@byturns/stage";
import type { Play } from "../contender.ts";
import type { CostInput, CostOutput } from "../specs/cost.ts";

/** What every bounded map can be told. What it cannot do with it shows in its outputs. */
export type BoundedMap = <Item, Result>(
  items: readonly Item[],
  limit: number,
  task: (item: Item, index: number, signal: AbortSignal) => Promise<Result>,
  options: { readonly signal: AbortSignal; readonly onFailure: "cancel" | "await" },
) => Promise<Result[]>;

/** What it costs by itself. */
export type BareMap = (items: readonly number[], limit: number, task: Task) => Promise<number[]>;
type Task = (item: number) => Promise<number>;

/** The example `bounded-map`, and the cost of its helper. */
export function boundedMapPlays(map: BoundedMap, bare: BareMap): Readonly<Record<string, Play>> {
  return {
    "bounded-map": (input: BoundedMapInput, stage: Stage) => playBoundedMap(map, input, stage),
    "bounded-map-cost": async ({ items, limit }: CostInput): Promise<CostOutput> => {
      const returned = await bare(
        Array.from({ length: items }, (_, i) => i),
        limit,
        itself,
      );
      return { items: returned.length, sum: returned.reduce((sum, item) => sum + item, 0) };
    },
  };
}

/** Maps over the tasks, and says what became of each. Rejects when the stage's signal is aborted. */
async function playBoundedMap(
  map: BoundedMap,
  { tasks, limit, onFailure }: BoundedMapInput,
  stage: Stage,
): Promise<BoundedMapOutput> {
  const { signal } = stage;
  const watch = new TaskWatch(tasks, stage);
  const perform = (_task: unknown, index: number, signal: AbortSignal) => watch.perform(index, signal);
  try {
    const results = await map(tasks, limit, perform, { signal, onFailure });
    return { ...watch.watched(), results, failedTask: null };
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error;
    return { ...watch.watched(), results: null, failedTask: error.index };
  }
}

/** An asynchronous task that does nothing. */
const itself = async (item: number) => item;
