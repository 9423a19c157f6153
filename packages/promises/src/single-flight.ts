// single-flight on promises.
//
// Start: the first caller of a key starts its call. Cancel: a caller's signal ends its waiting; the call is canceled
// when no caller waits for it, and the last caller that leaves awaits its end. Fail: every caller gets the call's
// failure. Cost: one promise per caller that may leave, and one signal per call that asks for one.

import { Waiters } from "./internal/waiters.ts";

export interface SingleFlightOptions {
  /** Ends this caller's waiting. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

interface Flight<Result> {
  readonly controller: AbortController;
  /** Undefined while the task has not returned: it may ask for its own key before it waits for anything. */
  result: Promise<Result> | undefined;
  /** The result, once there is a caller that cannot leave: further such callers need not be counted. */
  kept: Promise<Result> | undefined;
  /** How many waiting callers may leave. */
  callers: number;
  /** Later callers that may leave, with one listener per signal; undefined while there are none. */
  waiters: Waiters<Result> | undefined;
  /** All its callers have left; it may still clean up. */
  left: boolean;
}

/** One call per key at a time. Nothing of a call is kept after its end: this is not a cache. */
export class SingleFlight<Key, Result> {
  readonly #flights = new Map<Key, Flight<Result>>();

  /** How many calls are running. */
  get size(): number {
    return this.#flights.size;
  }

  /**
   * Waits for the call of `key` that is running, or makes one. A call that all its callers have left is not joined: its
   * end is awaited, and another call is made.
   *
   * @param task makes the call, with a signal that is aborted when all its callers have left. It must not wait for its
   * own key. A task that declares no parameter (a rest or default parameter does not count) and whose first caller
   * cannot leave gets a shared signal that is never aborted: it must not listen to that.
   * @returns the call's result, the same for all.
   * @throws what the call throws, the same for all; the signal's reason when it is aborted before.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { SingleFlight } from "@byturns/promises/single-flight";
   *
   * const flights = new SingleFlight<string, number>();
   * let calls = 0;
   * const load = async () => ++calls;
   * assert.deepEqual(await Promise.all([flights.run("user", load), flights.run("user", load)]), [1, 1]);
   * ```
   */
  run(
    key: Key,
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
    options?: SingleFlightOptions,
  ): Promise<Result> {
    const kept = options === undefined ? this.#flights.get(key)?.kept : undefined;
    return kept ?? this.#join(key, task, options);
  }

  #join(
    key: Key,
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
    options: SingleFlightOptions | undefined,
  ): Promise<Result> {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    const flight = this.#flights.get(key) ?? this.#start(key, task, signal);
    const { result } = flight;
    if (flight.left || result === undefined) return this.#runAfter(result, key, task, options);
    if (signal !== undefined) return this.#untilLeft(flight, result, signal);
    flight.kept = result;
    return result;
  }

  async #runAfter(
    result: Promise<Result> | undefined,
    key: Key,
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
    options: SingleFlightOptions | undefined,
  ): Promise<Result> {
    await untilAborted(Promise.resolve(result).then(ignore, ignore), options?.signal);
    return this.run(key, task, options);
  }

  #start(
    key: Key,
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
    signal: AbortSignal | undefined,
  ): Flight<Result> {
    const flight: Flight<Result> = {
      // On Bun a controller takes as long as five callers. Where the first cannot leave, and the task asks for no signal,
      // neither needs one of its own.
      controller: signal === undefined && task.length === 0 ? never : new AbortController(),
      result: undefined,
      kept: undefined,
      callers: 0,
      waiters: undefined,
      left: false,
    };
    this.#flights.set(key, flight);
    flight.result = this.#fly(key, task, flight.controller.signal);
    return flight;
  }

  async #fly(
    key: Key,
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    try {
      return await task(signal);
    } finally {
      this.#flights.delete(key);
    }
  }

  async #untilLeft(flight: Flight<Result>, result: Promise<Result>, signal: AbortSignal): Promise<Result> {
    flight.callers += 1;
    try {
      // Most callers are alone, and wait faster without a line.
      if (flight.callers === 1) return await untilAborted(result, signal);
      flight.waiters ??= waitersFor(result);
      return await flight.waiters.wait(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      flight.callers -= 1;
      if (flight.callers === 0 && flight.kept === undefined) {
        flight.left = true;
        flight.controller.abort(signal.reason);
        await result.then(ignore, ignore);
      }
      throw error;
    }
  }
}

/** For calls that no caller can leave. */
const never = new AbortController();
const ignore = () => {};

/** A line in which every waiter's turn comes when `result` has settled. */
function waitersFor<Result>(result: Promise<Result>): Waiters<Result> {
  const waiters = new Waiters<Result>();
  result.then(
    (value) => {
      while (waiters.next(value));
    },
    (error) => waiters.refuse(error),
  );
  return waiters;
}

/** Settles as `promise`, or rejects with the signal's reason when that comes first. */
function untilAborted<A>(promise: Promise<A>, signal: AbortSignal | undefined): Promise<A> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
    promise.then(
      (value) => {
        signal.removeEventListener("abort", giveUp);
        resolve(value);
      },
      (error) => {
        signal.removeEventListener("abort", giveUp);
        reject(error);
      },
    );
  });
}
