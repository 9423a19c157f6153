// single-flight as an example: many callers ask for the same few keys, and some leave.
import type { SingleFlightInput, SingleFlightOutput } from "@byturns/spec/single-flight";
import * as Effect from "effect/Effect";
import * as Option from "effect/Option";
import { performerOf, type TaskFailed } from "./internal/tasks.ts";
import { SingleFlight } from "./single-flight.ts";

/** Asks for every call many times, and returns what the callers got. */
export const runSingleFlight = Effect.fnUntraced(function* (
  input: SingleFlightInput,
): Effect.fn.Return<SingleFlightOutput> {
  const { calls, callers, leavers, leaveMs } = input;
  const performer = yield* performerOf(calls, input.observe);
  const flights = new SingleFlight<number, number, TaskFailed>();
  const answers = calls.map(() => ({ results: 0, failures: 0, left: 0 }));

  const ask = ({ key, caller }: { readonly key: number; readonly caller: number }) => {
    const answer = answers[key] as (typeof answers)[number];
    const waiting = flights.run(key, performer.perform(key));
    const onResult = (value: number) => {
      if (value === calls[key]?.value) answer.results += 1;
    };
    const onFailure = ({ index }: TaskFailed) => {
      if (index === key) answer.failures += 1;
    };
    if (caller >= leavers) return Effect.match(waiting, { onSuccess: onResult, onFailure });
    return Effect.match(Effect.timeoutOption(waiting, leaveMs), {
      onSuccess: (inTime) => {
        if (Option.isNone(inTime)) answer.left += 1;
        else onResult(inTime.value);
      },
      onFailure,
    });
  };
  const asking = calls.flatMap((_, key) => Array.from({ length: callers }, (_, caller) => ({ key, caller })));
  yield* Effect.forEach(asking, ask, { concurrency: "unbounded", discard: true });
  return { answers, observed: performer.observed() };
});
