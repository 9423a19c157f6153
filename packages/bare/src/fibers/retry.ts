// The same helper; an attempt is one `Effect.yieldNow`.
import { backOff, retry } from "@byturns/fibers/retry";
import * as Effect from "effect/Effect";

interface Input {
  readonly calls: readonly { readonly failures: number }[];
  readonly retries: number;
  readonly baseMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly jitter: number;
  readonly seed: number;
}

export const run = ({ calls, seed, retries, baseMs, factor, maxMs, jitter }: Input) => {
  const one = ({ failures }: { readonly failures: number }, call: number) => {
    const attempt = (number: number) =>
      Effect.flatMap(Effect.yieldNow, () =>
        number <= failures ? Effect.fail(new Error("An attempt failed")) : Effect.succeed(number - 1),
      );
    const delays = backOff({ retries, baseMs, factor, maxMs, jitter, seed: seed + call });
    return Effect.match(retry(attempt, { delays }), {
      onSuccess: (value) => ({ ended: "done", value }),
      onFailure: () => ({ ended: "failed", value: null }),
    });
  };
  return Effect.map(Effect.forEach(calls, one, { concurrency: "unbounded" }), (outcomes) => ({
    outcomes,
    observed: null,
  }));
};
