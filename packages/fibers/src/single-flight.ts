// single-flight on fibers.
//
// Start: the first who asks for a key forks a fiber for its call. Cancel: a caller's interruption ends his waiting; the fiber
// is interrupted when nobody waits for it any more, and the last one to leave awaits its end. Fail: every caller gets the
// call's failure, in the type. Cost: a fiber and a Deferred a call.
import type { SingleFlightInput, SingleFlightOutput } from "@byturns/spec/single-flight";
import * as Deferred from "effect/Deferred";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as Option from "effect/Option";
import { performerOf, type TaskFailed } from "./internal/tasks.ts";

interface Flight<Result, E> {
  readonly ended: Deferred.Deferred<Result, E>;
  /** There as soon as the first caller has forked it. */
  fiber: Fiber.Fiber<Result, E> | undefined;
  callers: number;
  left: boolean;
}

/** One call a key at a time. Nothing is kept of a call that has ended: this is no cache. */
export class SingleFlight<Key, Result, E = never> {
  readonly #flights = new Map<Key, Flight<Result, E>>();

  /** How many calls are under way. */
  get size(): number {
    return this.#flights.size;
  }

  /**
   * Waits for the call that is under way for `key`, or makes it. A call that all its callers have left is not joined: its
   * end is awaited, and another is made.
   *
   * @param task makes the call, with the services of the caller who was first. It must not wait for its own key.
   * @returns the call's result, or fails as the call does: the same for all.
   * @example
   * ```ts
   * const users = new SingleFlight<string, User, LoadError>();
   * users.run(id, load(id)); // Effect<User, LoadError>
   * ```
   */
  run<R>(key: Key, task: Effect.Effect<Result, E, R>): Effect.Effect<Result, E, R> {
    return Effect.uninterruptibleMask((restore) =>
      Effect.suspend(() => {
        const flight = this.#flights.get(key);
        if (flight === undefined) {
          const another: Flight<Result, E> = {
            ended: Deferred.makeUnsafe(),
            fiber: undefined,
            callers: 1,
            left: false,
          };
          // At once, and the caller counted: between two effects another fiber may ask, or leave.
          this.#flights.set(key, another);
          return Effect.andThen(this.#start(key, another, task), this.#wait(another, restore));
        }
        if (!flight.left) {
          flight.callers += 1;
          return this.#wait(flight, restore);
        }
        return Effect.andThen(
          restore(Effect.exit(Deferred.await(flight.ended))),
          restore(this.run(key, task)),
        );
      }),
    );
  }

  #start<R>(
    key: Key,
    flight: Flight<Result, E>,
    task: Effect.Effect<Result, E, R>,
  ): Effect.Effect<void, never, R> {
    return Effect.map(Effect.forkDetach(task), (fiber) => {
      flight.fiber = fiber;
      // Not a finalizer of the task: a fiber that is interrupted before its first operation runs none.
      fiber.addObserver((exit) => {
        this.#flights.delete(key);
        Deferred.doneUnsafe(flight.ended, exit);
      });
    });
  }

  #wait(
    flight: Flight<Result, E>,
    restore: <A, E2, R>(effect: Effect.Effect<A, E2, R>) => Effect.Effect<A, E2, R>,
  ): Effect.Effect<Result, E> {
    return Effect.onInterrupt(restore(Deferred.await(flight.ended)), () =>
      Effect.suspend(() => {
        flight.callers -= 1;
        if (flight.callers > 0 || flight.fiber === undefined) return Effect.void;
        flight.left = true;
        return Fiber.interrupt(flight.fiber);
      }),
    );
  }
}

/** Asks for every call many times, and says what the callers got. */
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
  return { answers, observed: performer.observed() };
});
