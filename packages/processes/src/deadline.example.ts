// deadline on processes, as an example: the tasks of an input, each under the `deadline` of promises.
//
// Start: a task is sent to the pool, with a signal. Cancel: the signal is aborted when the time is up; the pool sends it on,
// and kills a process that does not answer within its grace. Fail: with DeadlineExceeded, or as the task does. Cost: a message
// each way, and a timer here.
import type { ExampleContext } from "@byturns/context";
import { DeadlineExceeded, deadline } from "@byturns/promises/deadline";
import type { DeadlineCaller, DeadlineInput, DeadlineOutcome, DeadlineOutput } from "@byturns/spec/deadline";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./internal/tasks.child.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

export const child = new URL("./internal/tasks.child.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000 };

/** Does the tasks one after the other, and returns how each ended. Rejects when the context's signal is aborted. */
export async function runDeadline(
  input: DeadlineInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<DeadlineOutput> {
  const { tasks, deadlineMs } = input;
  const { signal } = context;
  const performer = performerOf(tasks, processes, input.observe);
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
