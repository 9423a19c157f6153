// The same helper; a call is one `Effect.yieldNow`.
import { SingleFlight } from "@byturns/fibers/single-flight";
import * as Effect from "effect/Effect";

interface Call {
  readonly value: number;
  readonly fails: boolean;
}

interface Input {
  readonly calls: readonly Call[];
  readonly callers: number;
}

const failure = Effect.flatMap(Effect.yieldNow, () => Effect.fail(new Error("A call failed")));

export const run = ({ calls, callers }: Input) =>
  Effect.gen(function* () {
    const flights = new SingleFlight<number, number, Error>();
    const answers = calls.map(() => ({ results: 0, failures: 0, left: 0 }));
    const ask = (key: number) => {
      const { value, fails } = calls[key] as Call;
      const answer = answers[key] as (typeof answers)[number];
      return Effect.match(flights.run(key, fails ? failure : Effect.as(Effect.yieldNow, value)), {
        onSuccess: (got) => {
          if (got === value) answer.results += 1;
        },
        onFailure: () => {
          answer.failures += 1;
        },
      });
    };
    const asking = calls.flatMap((_, key) => Array.from({ length: callers }, () => key));
    yield* Effect.forEach(asking, ask, { concurrency: "unbounded", discard: true });
    return { answers, observed: null };
  });
