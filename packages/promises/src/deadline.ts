// deadline on promises.
//
// Start: the task is called at once, with a signal. Cancel: the signal is aborted when the time is up, or with the
// caller's signal; the task is still awaited. Fail: with DeadlineExceeded, or as the task does. Cost: a timer and a
// signal.

/** A task did not end in time. If it failed while it cleaned up, that failure is the cause. */
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
  /** Cancels the task before the time is up. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Runs `task`, and cancels it if it does not end within `deadlineMs`.
 *
 * It settles only when the task has settled: nothing of the task runs after that. A task that ignores its signal is
 * therefore awaited to its end, and its result is dropped.
 *
 * @param deadlineMs 0 to 2147483647, or Infinity for no deadline.
 * @throws TypeError if `deadlineMs` is not a number; RangeError if it is out of bounds; DeadlineExceeded when the time
 * is up; the signal's reason when it is aborted; else what the task throws.
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

/**
 * Keeps what a task failed with after its deadline, unless that is the deadline error itself or contains it: causes
 * must not form a cycle.
 */
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
