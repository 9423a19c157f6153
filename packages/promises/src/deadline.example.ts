// deadline on promises, as an example: the tasks of an input, each under a deadline.
import type { ExampleContext } from "@byturns/context";
import type { DeadlineCaller, DeadlineInput, DeadlineOutcome, DeadlineOutput } from "@byturns/spec/deadline";
import { DeadlineExceeded, deadline } from "./deadline.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

/** Does the tasks one after the other, and returns how each ended. Rejects when the context's signal is aborted. */
export async function runDeadline(input: DeadlineInput, context: ExampleContext): Promise<DeadlineOutput> {
  const { tasks, deadlineMs } = input;
  const { signal } = context;
  const performer = performerOf(tasks, context, input.observe);
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
      else if (error instanceof TaskFailed) ended = "failed";
      else throw error;
    }
    outcomes.push({ ended, value });
    const cleanups = performer.observed()?.cleanups[index];
    if (cleanups !== undefined) callers.push({ tookMs: context.nowMs() - beganMs, cleanups });
  }
  const observed = performer.observed();
  return { outcomes, observed: observed && { ...observed, callers } };
}
