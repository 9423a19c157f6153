// single-flight on threads.
//
// Start: the first thread that asks for a key makes the call; what the others wait for lies in shared memory. Cancel: a
// caller's signal ends its waiting; when no caller on any thread waits for a call, its signal is aborted, and the last
// caller that leaves awaits its end. Fail: every caller gets the call's failure, rebuilt on its thread. Cost: on the
// thread that calls a few atomic operations and the result as bytes; on each other thread a wake-up and the bytes read
// back.
import { SingleFlight as OnThisThread, type SingleFlightOptions } from "@byturns/promises/single-flight";
import { SharedFlights, type SingleFlightMemory } from "./internal/shared-flights.ts";

export type { SingleFlightOptions } from "@byturns/promises/single-flight";
export type { SingleFlightMemory } from "./internal/shared-flights.ts";

/**
 * One call per key at a time, on all threads of the process together. Nothing of a call is kept after its end: this is
 * not a cache. Up to 64 keys at a time are shared, with up to 32 threads waiting for each; beyond that each thread
 * calls for itself.
 *
 * Pass `flights.memory` to another thread, and make flights from it there. When a thread ends, the one that sees it end
 * calls `reclaim`: those that waited for its call make another.
 */
export class SingleFlight<Key, Result> {
  readonly #shared: SharedFlights<Result>;
  /** Callers on one thread share a promise. */
  readonly #here = new OnThisThread<Key, Result>();

  /** @param memory of flights that were made elsewhere. Default: new memory. */
  constructor(memory?: SingleFlightMemory) {
    this.#shared = new SharedFlights(memory);
  }

  /** The whole state of the flights: pass it to another thread, and make flights from it there. */
  get memory(): SingleFlightMemory {
    return this.#shared.memory;
  }

  /** How many calls this thread makes or waits for. */
  get size(): number {
    return this.#here.size;
  }

  /**
   * Waits for the call of `key` that is running, on whatever thread, or makes one. A call that all its callers have
   * left is not joined: its end is awaited, and another call is made.
   *
   * @param key a text, a number, or another value that a structured clone makes the same bytes of; up to 256 of them.
   * @param task makes the call, with a signal that is aborted when all its callers have left. It must not wait for its own key.
   * @returns the call's result, of up to 8192 bytes as a structured clone: the same for all, and a copy for each thread.
   * @throws what the call throws; RangeError when its result, or the key, is too large; DataCloneError when it cannot be cloned;
   * the signal's reason when it is aborted before.
   * @example
   * ```ts
   * const flights = new SingleFlight<string, number>();
   * const lengths = await Promise.all(["a", "a"].map((key) => flights.run(key, async () => key.length)));
   * ```
   */
  run(
    key: Key,
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
    options?: SingleFlightOptions,
  ): Promise<Result> {
    return this.#here.run(key, (signal) => this.#across(key, task, signal), options);
  }

  /**
   * Once nothing of an ended thread runs any more: lets the threads that waited for its call make another.
   */
  reclaim(endedThreadId: number): void {
    this.#shared.reclaim(endedThreadId);
  }

  async #across(
    key: Key,
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    for (;;) {
      const joined = await this.#shared.join(key, task);
      // There is no room for it.
      if (joined === undefined) return task(signal);
      const outcome = await this.#shared.read(joined, signal);
      // Its thread has ended: this one may make the call.
      if (outcome !== undefined) return outcome.result;
    }
  }
}
