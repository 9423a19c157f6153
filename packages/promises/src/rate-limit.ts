// rate-limit on promises.
//
// Start: a task is called when fewer than `limit` tasks started in the last interval; at once if that is already so.
// Cancel: an aborted signal removes the call from the line; once the task has started, only the task can act on it.
// Fail: as the task does; its start still counts. Cost: two readings of the clock per task; one timer, however many
// wait.

import { Waiters } from "./internal/waiters.ts";

export interface RateLimitOptions {
  /** Gives up waiting for the start. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Starts at most `limit` tasks in any interval, in the order of the calls, each as early as that allows. Every moment
 * begins an interval: there is no boundary at which twice as many could start. A start counts from the moment at which
 * the task returns its promise.
 */
export class RateLimit {
  readonly #limit: number;
  readonly #intervalMs: number;
  readonly #waiters = new Waiters();
  /** When the tasks of the last interval started, from `#first` on; earlier starts no longer count. */
  #startsMs: number[] = [];
  #first = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A task's turn has come, but it has not begun yet. */
  #passing = false;

  /**
   * @param limit how many tasks may start in any interval: an integer >= 1.
   * @param intervalMs the length of an interval in milliseconds: above 0, at most 2147483647.
   * @throws TypeError if one of them is not a number; RangeError if one is out of bounds.
   */
  constructor(limit: number, intervalMs: number) {
    if (typeof limit !== "number" || typeof intervalMs !== "number") {
      throw new TypeError(
        `Cannot start ${String(limit)} tasks in ${String(intervalMs)} ms: limit and intervalMs must be numbers`,
      );
    }
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new RangeError(`Cannot start ${limit} tasks an interval: limit must be an integer >= 1`);
    }
    if (!(intervalMs > 0 && intervalMs <= longestTimerMs)) {
      throw new RangeError(
        `Cannot have intervals of ${intervalMs} ms: intervalMs must be above 0, up to ${longestTimerMs}`,
      );
    }
    this.#limit = limit;
    this.#intervalMs = intervalMs;
  }

  /**
   * Runs `task` as soon as it may start.
   *
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { RateLimit } from "@byturns/promises/rate-limit";
   *
   * const limit = new RateLimit(2, 5);
   * const startsMs = await Promise.all([1, 2, 3].map(() => limit.run(() => performance.now())));
   * assert.ok((startsMs[2] as number) - (startsMs[0] as number) >= 4);
   * ```
   */
  run<Result>(task: () => Result | PromiseLike<Result>, options: RateLimitOptions = {}): Promise<Result> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#passing || this.#waiters.size > 0 || this.#untilFreeMs() > 0)
      return this.#runInTurn(task, signal);
    try {
      return Promise.resolve(this.#start(task));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async #runInTurn<Result>(
    task: () => Result | PromiseLike<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    const turn = this.#waiters.wait(signal);
    this.#callNext();
    await turn.catch((error: unknown) => {
      this.#callNext();
      throw error;
    });
    if (signal?.aborted) {
      this.#passing = false;
      this.#callNext();
      throw signal.reason;
    }
    return this.#start(task);
  }

  #start<Result>(task: () => Result | PromiseLike<Result>): Result | PromiseLike<Result> {
    // Otherwise a call that comes meanwhile would overtake it.
    this.#passing = true;
    try {
      return task();
    } finally {
      // Not before it has begun: if the core were lost in between, the next task would start too early.
      const nowMs = performance.now();
      this.#forget(nowMs - this.#intervalMs);
      this.#startsMs.push(nowMs);
      this.#passing = false;
      if (this.#waiters.size > 0) this.#callNext();
    }
  }

  /** Calls the first in the line when it may start; a timer does when that is later. */
  #callNext(): void {
    if (this.#passing) return;
    if (this.#waiters.size === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      return;
    }
    if (this.#timer !== undefined) return;
    const waitMs = this.#untilFreeMs();
    if (waitMs > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#callNext();
      }, Math.ceil(waitMs));
      return;
    }
    this.#passing = true;
    this.#waiters.next();
  }

  #untilFreeMs(): number {
    const starts = this.#startsMs;
    const oldestMs =
      starts.length - this.#first < this.#limit ? undefined : starts[starts.length - this.#limit];
    return oldestMs === undefined ? 0 : oldestMs + this.#intervalMs - performance.now();
  }

  /** Drops the starts up to a moment, so that memory grows with the tasks that started, not with the limit. */
  #forget(untilMs: number): void {
    const starts = this.#startsMs;
    while (this.#first < starts.length && (starts[this.#first] as number) <= untilMs) this.#first += 1;
    if (this.#first < 64 || 2 * this.#first < starts.length) return;
    this.#startsMs = starts.slice(this.#first);
    this.#first = 0;
  }
}

/** A longer timer fires at once. */
const longestTimerMs = 2_147_483_647;
