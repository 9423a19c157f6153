// deadline on threads, as an example: the tasks of an input, each under a deadline.
import type { ExampleContext } from "@byturns/context";
import type { DeadlineCaller, DeadlineInput, DeadlineOutcome, DeadlineOutput } from "@byturns/spec/deadline";
import { DeadlineExceeded, deadline } from "./deadline.ts";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed, taskMemory } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: taskMemory };

/** Does the tasks one after the other, and returns how each ended. Rejects when the context's signal is aborted. */
export async function runDeadline(
  input: DeadlineInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<DeadlineOutput> {
  const { tasks, deadlineMs } = input;
  const { signal } = context;
  const performer = performerOf(threads, tasks, context, input.observe);
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
