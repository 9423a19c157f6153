// The same helper; a call is one `Effect.yieldNow`.
import { SingleFlight } from "@byturns/fibers/single-flight";
import * as Effect from "effect/Effect";

interface Input {
  readonly calls: readonly { readonly value: number }[];
  readonly callers: number;
}

export const run = ({ calls, callers }: Input) =>
  Effect.gen(function* () {
    const flights = new SingleFlight<number, number>();
    const answers = calls.map(() => ({ results: 0, failures: 0, left: 0 }));
    const ask = (key: number) => {
      const value = calls[key]?.value as number;
      const answer = answers[key] as (typeof answers)[number];
      return Effect.map(flights.run(key, Effect.as(Effect.yieldNow, value)), (got) => {
        if (got === value) answer.results += 1;
      });
    };
    const asking = calls.flatMap((_, key) => Array.from({ length: callers }, () => key));
    yield* Effect.forEach(asking, ask, { concurrency: "unbounded", discard: true });
    return { answers, observed: null };
  });
