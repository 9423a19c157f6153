// The same helper; an attempt is one `Effect.yieldNow`.
import { backOff, retry } from "@byturns/fibers/retry";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";

interface Call {
  readonly failures: number;
  readonly permanent: boolean;
}

interface Input {
  readonly calls: readonly Call[];
  readonly retries: number;
  readonly baseMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly jitter: number;
  readonly seed: number;
  readonly withinMs: number | null;
}

class AttemptFailed extends Data.TaggedError("AttemptFailed")<{ readonly attempt: number }> {
  override get message(): string {
    return `Attempt ${this.attempt} failed`;
  }
}

export const run = ({ calls, seed, retries, baseMs, factor, maxMs, jitter, withinMs }: Input) => {
  const one = ({ failures, permanent }: Call, call: number) => {
    const attempt = (number: number) =>
      Effect.flatMap(Effect.yieldNow, () =>
        number <= failures ? Effect.fail(new AttemptFailed({ attempt: number })) : Effect.succeed(number - 1),
      );
    const options = {
      delays: backOff({ retries, baseMs, factor, maxMs, jitter, seed: seed + call }),
      retryIf: () => !permanent,
      withinMs: withinMs ?? Infinity,
    };
    return Effect.match(retry(attempt, options), {
      onSuccess: (value) => ({ ended: "done", value }),
      onFailure: () => ({ ended: "failed", value: null }),
    });
  };
  return Effect.map(Effect.forEach(calls, one, { concurrency: "unbounded" }), (outcomes) => ({
    outcomes,
    observed: null,
  }));
};
