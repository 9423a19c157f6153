// single-flight on machines.
//
// Start: the fibers' `SingleFlight` forks a fiber for the first caller of a key, which sends the call to the entity of that key; the
// whole cluster has one such entity, which makes one call at a time, whichever process sent it. Cancel: interruption of a caller ends
// its waiting; the fiber is interrupted when no caller waits for it, and the last caller that leaves waits until the machine has
// answered that the call is over. Fail: every caller gets the failure of the call, typed. Cost: a message each way per call; callers
// in the same process share it, those of other processes send their own.
import { SingleFlight } from "@byturns/fibers/single-flight";
import type { SingleFlightInput, SingleFlightOutput } from "@byturns/spec/single-flight";
import * as Effect from "effect/Effect";
import * as Option from "effect/Option";
import type { Sharding } from "./internal/cluster.ts";
import type { TaskFailed } from "./internal/performer.ts";
import { type Route, TaskObserver } from "./internal/tasks.ts";
import { Calls } from "./single-flight.machine.ts";

export const machine = new URL("./single-flight.machine.ts", import.meta.url);

/** Asks for every call many times, and returns what the callers got. */
export const runSingleFlight = Effect.fnUntraced(function* (
  input: SingleFlightInput,
): Effect.fn.Return<SingleFlightOutput, never, Sharding> {
  const { calls, callers, leavers, leaveMs } = input;
  const client = yield* Calls.client;
  const toItsEntity: Route = (key, call) => call(client(`${key}`));
  const observer = new TaskObserver(calls, toItsEntity);
  const flights = new SingleFlight<number, number, TaskFailed>();
  const answers = calls.map(() => ({ results: 0, failures: 0, left: 0 }));

  const ask = ({ key, caller }: { readonly key: number; readonly caller: number }) => {
    const answer = answers[key] as (typeof answers)[number];
    const waiting = flights.run(key, observer.perform(key));
    const patient = caller < leavers ? Effect.timeoutOption(waiting, leaveMs) : Effect.asSome(waiting);
    return Effect.match(patient, {
      onSuccess: (value) => {
        if (Option.isNone(value)) answer.left += 1;
        else if (value.value === calls[key]?.value) answer.results += 1;
      },
      onFailure: ({ index }) => {
        if (index === key) answer.failures += 1;
      },
    });
  };
  const asking = calls.flatMap((_, key) => Array.from({ length: callers }, (_, caller) => ({ key, caller })));
  yield* Effect.forEach(asking, ask, { concurrency: "unbounded", discard: true });
  return { answers, observed: input.observe ? observer.observed() : null };
});
