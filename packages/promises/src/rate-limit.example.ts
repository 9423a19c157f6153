// rate-limit on promises, as an example: the tasks of an input, started by a `RateLimit`.
import type { ExampleContext } from "@byturns/context";
import type { RateLimitInput, RateLimitOutput } from "@byturns/spec/rate-limit";
import { performerOf, TaskFailed } from "./internal/tasks.ts";
import { RateLimit } from "./rate-limit.ts";

/** Starts the tasks, and returns their results. Rejects when the context's signal is aborted. */
export async function runRateLimit(input: RateLimitInput, context: ExampleContext): Promise<RateLimitOutput> {
  const { tasks, limit, intervalMs } = input;
  const { signal } = context;
  const performer = performerOf(tasks, context, input.observe);
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
      if (!(error instanceof TaskFailed) && !signal.aborted) throw error;
      return null;
    }
  };
  const results = await Promise.all(tasks.map(run));
  signal.throwIfAborted();
  const observed = performer.observed();
  return { results, observed: observed && { ...observed, startsMs } };
}
