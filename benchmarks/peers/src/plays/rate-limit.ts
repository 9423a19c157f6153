// The questions that are put to a rate limit, whoever made it.
import { TaskFailed, TaskWatch } from "@byturns/promises/internal/tasks";
import type { Rate } from "@byturns/schedules/properties/rate-limit";
import type { RateLimitInput, RateLimitOutput } from "@byturns/spec/rate-limit";
import type { Stage } from "@byturns/stage";
import type { CostInput, CostOutput } from "../specs/cost.ts";
import { itself, summed } from "./itself.ts";

/** A limit as its users call it who need no more, and which does not bind: what it costs by itself. */
export type BareRate = (limit: number) => {
  run(item: number, task: (item: number) => Promise<number>): Promise<number>;
  /** Where it leaves something running. */
  close?(): unknown;
};

/** The example. */
export async function playRateLimit(
  make: (limit: number, intervalMs: number) => Rate,
  { tasks, limit, intervalMs }: RateLimitInput,
  stage: Stage,
): Promise<RateLimitOutput> {
  const { signal } = stage;
  const watch = new TaskWatch(tasks, stage);
  const rate = make(limit, intervalMs);
  const startsMs: (number | null)[] = tasks.map(() => null);
  const beganMs = stage.nowMs();
  const play = async (_: unknown, index: number) => {
    const start = () => {
      startsMs[index] = stage.nowMs() - beganMs;
      return watch.perform(index, signal);
    };
    try {
      await rate.run(start, { signal });
    } catch (error) {
      if (!(error instanceof TaskFailed) && !signal.aborted) throw error;
    }
  };
  await Promise.all(tasks.map(play));
  signal.throwIfAborted();
  return { ...watch.watched(), startsMs };
}

/** Its cost where it does not bind: so many items at once, of which so many may start in an interval. */
export async function rateLimitCost(make: BareRate, { items, limit }: CostInput): Promise<CostOutput> {
  const rate = make(limit);
  const returned = await Promise.all(Array.from({ length: items }, (_, item) => rate.run(item, itself)));
  await rate.close?.();
  return summed(returned);
}
