// rate-limit on threads, as an example: the tasks of an input, started by a `RateLimit`.
import type { ExampleContext } from "@byturns/context";
import type { RateLimitInput, RateLimitOutput } from "@byturns/spec/rate-limit";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed, taskMemory } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";
import { RateLimit } from "./rate-limit.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: taskMemory };

/** Starts the tasks, and returns their results. Rejects when the context's signal is aborted. */
export async function runRateLimit(
  input: RateLimitInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<RateLimitOutput> {
  const { tasks, limit, intervalMs } = input;
  const { signal } = context;
  const performer = performerOf(threads, tasks, context, input.observe);
  const rate = new RateLimit(limit, intervalMs);
  const startsMs: (number | null)[] = input.observe ? tasks.map(() => null) : [];
  const beganMs = context.nowMs();
  const run = async (_: unknown, index: number) => {
    const start = () => {
      if (input.observe) startsMs[index] = context.nowMs() - beganMs;
      return performer.perform(index, signal);
    };
    try {
      return await rate.run(start, { signal });
    } catch (error) {
      // When the context's signal is aborted, every task ends before the rejection.
      if (!TaskFailed.is(error) && !signal.aborted) throw error;
      return null;
    }
  };
  const results = await Promise.all(tasks.map(run));
  signal.throwIfAborted();
  const observed = performer.observed();
  return { results, observed: observed && { ...observed, startsMs } };
}
