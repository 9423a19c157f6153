// deadline on threads.
//
// Start: the task is handed to a pool at once, with a signal. Cancel: the signal is aborted when the time is up, or the
// caller gives up; the pool tells the thread, and ends it when it does not answer within the pool's grace. Fail: with
// DeadlineExceeded, or as the task does. Cost: a message each way, and a timer here.

import type { ExampleContext } from "@byturns/context";
import type { DeadlineCaller, DeadlineInput, DeadlineOutcome, DeadlineOutput } from "@byturns/spec/deadline";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000 };

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
 * It settles when the task has: nothing of the task runs any more when the caller goes on. A thread that does not listen is
 * ended by its pool, and another takes its place.
 *
 * @param task runs on a thread, with the signal it is given.
 * @param deadlineMs 0 to 2147483647, or Infinity for no deadline.
 * @throws RangeError when `deadlineMs` is out of its bounds; DeadlineExceeded when the time is up; the signal's reason when
 * it is aborted; else what the task throws.
 * @example
 * ```ts
 * await deadline((signal) => pool.run("shrink", image, { signal }), 5_000);
 * ```
 */
export async function deadline<Result>(
  task: (signal: AbortSignal) => Result | PromiseLike<Result>,
  deadlineMs: number,
  options: DeadlineOptions = {},
): Promise<Result> {
  const { signal } = options;
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

/** Keeps what a task failed with after its deadline, unless that was nothing but the deadline itself. */
function withCause(reason: unknown, error: unknown): unknown {
  const told = error === reason || (error instanceof Error && error.name === "AbortError");
  if (reason instanceof DeadlineExceeded && !told) reason.cause = error;
  return reason;
}

/** Does the tasks one after the other, and says how each ended. Rejects when the context's signal is aborted. */
export async function runDeadline(
  input: DeadlineInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<DeadlineOutput> {
  const { tasks, deadlineMs } = input;
  const { signal } = context;
  const performer = performerOf(tasks, threads, input.observe);
  const outcomes: DeadlineOutcome[] = [];
  const callers: DeadlineCaller[] = [];
  for (let index = 0; index < tasks.length; index++) {
    const beganMs = input.observe ? context.nowMs() : 0;
    let ended: DeadlineOutcome["ended"] = "done";
    let value: number | null = null;
    try {
      value = await deadline((signal) => performer.perform(index, signal), deadlineMs, { signal });
    } catch (error) {
      if (error instanceof DeadlineExceeded) ended = "exceeded";
      else if (TaskFailed.is(error)) ended = "failed";
      else throw error;
    }
    outcomes.push({ ended, value });
    const cleanups = performer.observed()?.cleanups[index];
    if (cleanups !== undefined) callers.push({ tookMs: context.nowMs() - beganMs, cleanups });
  }
  const observed = performer.observed();
  return { outcomes, observed: observed && { ...observed, callers } };
}
