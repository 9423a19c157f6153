// deadline on promises.
//
// Start: the task is called at once, with a signal. Cancel: the signal is aborted when the time is up, or the caller gives
// up; the task is awaited all the same. Fail: with DeadlineExceeded, or as the task does. Cost: a timer and a signal.

/** A task was not done in time. What it failed with while it cleaned up, if it did, is the cause. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
  readonly _tag = "DeadlineExceeded";
  readonly deadlineMs: number;
  constructor(deadlineMs: number, options?: ErrorOptions) {
    super(`Not done within ${deadlineMs} ms`, options);
    this.deadlineMs = deadlineMs;
  }
}

export interface DeadlineOptions {
  /** Gives up before the time is up. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Runs `task`, and gives it up when it is not done within `deadlineMs`.
 *
 * It settles when the task has: nothing of the task runs any more when the caller goes on. A task that does not listen to
 * its signal is therefore awaited to its end, and its result dropped.
 *
 * @param deadlineMs 0 to 2147483647, or Infinity for no deadline.
 * @throws TypeError if `deadlineMs` is no number; RangeError if it is out of its bounds; DeadlineExceeded when the time is up; the signal's reason when
 * it is aborted; else what the task throws.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { setTimeout as sleep } from "node:timers/promises";
 * import { DeadlineExceeded, deadline } from "@byturns/promises/deadline";
 *
 * assert.equal(await deadline(() => "in time", 5_000), "in time");
 * await assert.rejects(
 *   deadline((signal) => sleep(60_000, undefined, { signal }), 1),
 *   DeadlineExceeded,
 * );
 * ```
 */
export async function deadline<Result>(
  task: (signal: AbortSignal) => Result | PromiseLike<Result>,
  deadlineMs: number,
  options: DeadlineOptions = {},
): Promise<Result> {
  const { signal } = options;
  if (typeof deadlineMs !== "number") {
    throw new TypeError(`Cannot wait ${String(deadlineMs)} ms: deadlineMs must be a number`);
  }
  if (!(deadlineMs >= 0 && (deadlineMs <= longestTimerMs || deadlineMs === Infinity))) {
    throw new RangeError(
      `Cannot wait ${deadlineMs} ms: deadlineMs must be from 0 to ${longestTimerMs}, or Infinity`,
    );
  }
  signal?.throwIfAborted();
  const inner = new AbortController();
  const giveUp = () => inner.abort(signal?.reason);
  const exceed = () => inner.abort(new DeadlineExceeded(deadlineMs));
  const timer = deadlineMs === Infinity ? undefined : setTimeout(exceed, deadlineMs);
  signal?.addEventListener("abort", giveUp, { once: true });
  try {
    const result = await task(inner.signal);
    inner.signal.throwIfAborted();
    return result;
  } catch (error) {
    throw inner.signal.aborted ? withCause(inner.signal.reason, error) : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

/** A longer timer fires at once. */
const longestTimerMs = 2_147_483_647;

/** Keeps what a task failed with after its deadline, unless that was the deadline itself, or holds it: causes must not go in a circle. */
function withCause(reason: unknown, error: unknown): unknown {
  const isAbort = error instanceof Error && error.name === "AbortError";
  if (reason instanceof DeadlineExceeded && !isAbort && !holds(error, reason, new Set()))
    reason.cause = error;
  return reason;
}

/** Whether `sought` is `error` itself, or one of the errors that it was made from. */
function holds(error: unknown, sought: unknown, seen: Set<unknown>): boolean {
  if (error === sought) return true;
  if (!(error instanceof Error) || seen.has(error)) return false;
  seen.add(error);
  const { cause, errors, error: own, suppressed } = error as Partial<AggregateError & SuppressedError>;
  const parts = [cause, own, suppressed, ...(Array.isArray(errors) ? errors : [])];
  return parts.some((part) => holds(part, sought, seen));
}
