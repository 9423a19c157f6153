// rate-limit as an example: many tasks start as soon as the limit allows.
import type { RateLimitInput, RateLimitOutput } from "@byturns/spec/rate-limit";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { performerOf } from "./internal/tasks.ts";
import { RateLimit } from "./rate-limit.ts";

/** Starts the tasks, and returns their results. */
export const runRateLimit = Effect.fnUntraced(function* (
  input: RateLimitInput,
): Effect.fn.Return<RateLimitOutput> {
  const { tasks, limit, intervalMs } = input;
  const performer = yield* performerOf(tasks, input.observe);
  const rate = new RateLimit(limit, intervalMs);
  const startsMs: (number | null)[] = input.observe ? tasks.map(() => null) : [];
  const beganNs = yield* Clock.monotonicTimeNanos;
  const run = (_: unknown, index: number) =>
    rate
      .run(
        input.observe
          ? Effect.flatMap(Clock.monotonicTimeNanos, (nowNs) => {
              startsMs[index] = Number(nowNs - beganNs) / 1e6;
              return performer.perform(index);
            })
          : performer.perform(index),
      )
      .pipe(Effect.orElseSucceed(() => null));
  const results = yield* Effect.forEach(tasks, run, { concurrency: "unbounded" });
  const observed = performer.observed();
  return { results, observed: observed && { ...observed, startsMs } };
});
