// The questions asked of any rate limit.

import type { ExampleContext } from "@byturns/context";
import { performerOf, TaskFailed } from "@byturns/promises/internal/tasks";
import type { Rate } from "@byturns/schedules/properties/rate-limit";
import type { RateLimitInput, RateLimitOutput } from "@byturns/spec/rate-limit";
import type { CostInput, CostOutput } from "../specs/cost.ts";
import { itself, summed } from "./itself.ts";

/** A limit in its simplest use, which never delays anything: what it costs by itself. */
export type BareRate = (limit: number) => {
  run(item: number, task: (item: number) => Promise<number>): Promise<number>;
  /** Where it leaves something running. */
  close?(): unknown;
};

/** The example. */
export async function runRateLimit(
  make: (limit: number, intervalMs: number) => Rate,
  { tasks, limit, intervalMs, observe }: RateLimitInput,
  context: ExampleContext,
): Promise<RateLimitOutput> {
  const { signal } = context;
  const performer = performerOf(tasks, context, observe);
  const rate = make(limit, intervalMs);
  const startsMs: (number | null)[] = observe ? tasks.map(() => null) : [];
  const results: (number | null)[] = tasks.map(() => null);
  const beganMs = context.nowMs();
  const run = async (_: unknown, index: number) => {
    const start = () => {
      if (observe) startsMs[index] = context.nowMs() - beganMs;
      return performer.perform(index, signal);
    };
    try {
      results[index] = await rate.run(start, { signal });
    } catch (error) {
      if (!(error instanceof TaskFailed) && !signal.aborted) throw error;
    }
  };
  await Promise.all(tasks.map(run));
  signal.throwIfAborted();
  const observed = performer.observed();
  return { results, observed: observed && { ...observed, startsMs } };
}

/** Its cost where it never delays: many items at once, all within the limit of an interval. */
export async function rateLimitCost(make: BareRate, { items, limit }: CostInput): Promise<CostOutput> {
  const rate = make(limit);
  const returned = await Promise.all(Array.from({ length: items }, (_, item) => rate.run(item, itself)));
  await rate.close?.();
  return summed(returned);
}
