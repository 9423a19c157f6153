// rate-limit on threads.
//
// Start: a task is called, on the thread that asks, when fewer than `limit` tasks started in the last interval on all
// threads; the times of their starts are in shared memory. Cancel: an aborted signal removes the call from the line;
// once the task has started, only the task can act on it. Fail: as the task does; its start still counts, also after
// the end of its thread. Cost: a few atomic operations and two readings of the clock; where it has to wait, a promise,
// a timer, and a wake-up of the thread that waits.
import { setTimeout as sleep } from "node:timers/promises";
import { type PermitsMemory, SharedPermits } from "./internal/shared-permits.ts";

export interface RateLimitOptions {
  /** Gives up waiting for the start. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/** The whole state of a limit: pass it to another thread, and make a limit from it there. */
export interface RateLimitMemory {
  readonly turn: PermitsMemory;
  /** The interval; how many starts were counted; and when the last `limit` of them were: a ring. */
  readonly times: Float64Array<SharedArrayBuffer>;
}

/** In `times`. */
const at = { intervalMs: 0, started: 1, starts: 2 };

/**
 * Starts at most `limit` tasks in any interval, on all threads of the process together, in the order of the calls, each
 * as early as that allows. Every moment begins an interval: there is no boundary at which twice as many could start. A
 * start counts from the moment at which the task returns its promise. Threads align their clocks by the time of day at
 * which each was started: if that is changed in between, they are off by the difference.
 *
 * Pass `limit.memory` to another thread, and make a limit from it there. When a thread ends, the one that sees it end
 * calls `reclaim`.
 */
export class RateLimit {
  readonly memory: RateLimitMemory;
  readonly #limit: number;
  /** The first in the line has the only permit until it has started. */
  readonly #turn: SharedPermits;

  /**
   * @param limit how many may start in any interval: an integer from 1 to 1000000; or the memory of a limit that was made elsewhere.
   * @param intervalMs the length of an interval in milliseconds: above 0, at most 2147483647.
   * @throws RangeError when one of them is out of bounds.
   */
  constructor(limit: number | RateLimitMemory, intervalMs = 1_000) {
    if (typeof limit === "number") {
      if (!Number.isInteger(limit) || limit < 1 || limit > mostStarts) {
        throw new RangeError(
          `Cannot start ${limit} tasks an interval: limit must be an integer from 1 to ${mostStarts}`,
        );
      }
      if (!(intervalMs > 0 && intervalMs <= longestTimerMs)) {
        throw new RangeError(
          `Cannot have intervals of ${intervalMs} ms: intervalMs must be above 0, up to ${longestTimerMs}`,
        );
      }
      const times = new Float64Array(new SharedArrayBuffer(8 * (at.starts + limit)));
      times[at.intervalMs] = intervalMs;
      this.#turn = new SharedPermits(1, 1);
      this.memory = { turn: this.#turn.memory, times };
    } else {
      this.memory = limit;
      this.#turn = new SharedPermits(limit.turn, 1);
    }
    this.#limit = this.memory.times.length - at.starts;
  }

  /**
   * Runs `task` as soon as it may start.
   *
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * const limit = new RateLimit(10, 1_000);
   * const results = await Promise.all([1, 2, 3].map((n) => limit.run(async () => 2 * n)));
   * ```
   */
  async run<Result>(
    task: () => Result | PromiseLike<Result>,
    options: RateLimitOptions = {},
  ): Promise<Result> {
    const { signal } = options;
    signal?.throwIfAborted();
    const taken = this.#turn.take(signal);
    const turn = typeof taken === "number" ? taken : await taken;
    let started: Result | PromiseLike<Result>;
    try {
      for (let leftMs = this.#untilFreeMs(); leftMs > 0; leftMs = this.#untilFreeMs()) {
        await sleep(Math.ceil(leftMs), undefined, { signal: signal as AbortSignal }).catch(() => {});
        signal?.throwIfAborted();
      }
      signal?.throwIfAborted();
      started = this.#start(task);
    } finally {
      this.#turn.give(turn);
    }
    return started;
  }

  /** Takes a thread out of the line that has ended. Call it once nothing of it runs any more. */
  reclaim(endedThreadId: number): void {
    this.#turn.reclaim(endedThreadId);
  }

  #start<Result>(task: () => Result | PromiseLike<Result>): Result | PromiseLike<Result> {
    const { times } = this.memory;
    const started = times[at.started] as number;
    // Should the thread end in the task, its start counts all the same.
    times[at.starts + (started % this.#limit)] = nowMs();
    times[at.started] = started + 1;
    try {
      return task();
    } finally {
      // Again: if the core were lost in between, the next task would start too early.
      times[at.starts + (started % this.#limit)] = nowMs();
    }
  }

  #untilFreeMs(): number {
    const { times } = this.memory;
    const started = times[at.started] as number;
    if (started < this.#limit) return 0;
    const intervalMs = times[at.intervalMs] as number;
    const oldestMs = times[at.starts + (started % this.#limit)] as number;
    // Where a clock was set back, no longer than an interval.
    return Math.min(intervalMs, oldestMs + intervalMs - nowMs());
  }
}

const mostStarts = 1_000_000;
/** A longer timer fires at once. */
const longestTimerMs = 2_147_483_647;

/** The same clock on all threads: on Deno and Bun `performance.now()` begins with each thread. */
function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
