// The same limit; a task is one `Effect.yieldNow`.
import { RateLimit } from "@byturns/fibers/rate-limit";
import * as Effect from "effect/Effect";

interface Input {
  readonly tasks: readonly { readonly value: number }[];
  readonly limit: number;
  readonly intervalMs: number;
}

export const run = ({ tasks, limit, intervalMs }: Input) =>
  Effect.suspend(() => {
    const rate = new RateLimit(limit, intervalMs);
    const one = ({ value }: { readonly value: number }) =>
      Effect.orElseSucceed(rate.run(Effect.as(Effect.yieldNow, value)), () => null);
    return Effect.map(Effect.forEach(tasks, one, { concurrency: "unbounded" }), (results) => ({
      results,
      observed: null,
    }));
  });
