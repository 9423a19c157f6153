// single-flight on fibers.
//
// Start: the first caller of a key forks a fiber for its call. Cancel: interruption of a caller ends its waiting; the fiber is
// interrupted when no caller waits for it, and the last caller that leaves awaits its end. Fail: every caller gets the failure of
// the call, typed. Cost: one fiber and one Deferred per call.
import * as Deferred from "effect/Deferred";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";

interface Flight<Result, E> {
  readonly ended: Deferred.Deferred<Result, E>;
  /** Set as soon as the first caller has forked it. */
  fiber: Fiber.Fiber<Result, E> | undefined;
  callers: number;
  left: boolean;
}

/** One call per key at a time. Nothing of a call is kept after its end: this is not a cache. */
export class SingleFlight<Key, Result, E = never> {
  readonly #flights = new Map<Key, Flight<Result, E>>();

  /** How many calls are running. */
  get size(): number {
    return this.#flights.size;
  }

  /**
   * Waits for the call of `key` that is running, or makes one. A call that all its callers have left is not joined: its end is
   * awaited, and another call is made.
   *
   * @param task makes the call, with the services of the first caller. It must not wait for its own key.
   * @returns the call's result, or fails as the call does: the same for all callers.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { SingleFlight } from "@byturns/fibers/single-flight";
   * import * as Effect from "effect/Effect";
   *
   * const users = new SingleFlight<string, string, "not found">();
   * const user = users.run("ada", Effect.succeed("Ada Lovelace")); // Effect<string, "not found">
   * assert.equal(await Effect.runPromise(user), "Ada Lovelace");
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
          // At once, with the caller counted: between two operations another fiber may call, or leave.
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
