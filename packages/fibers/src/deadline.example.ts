// deadline as an example: runs tasks one after another, each with the same deadline.
import type { DeadlineCaller, DeadlineInput, DeadlineOutcome, DeadlineOutput } from "@byturns/spec/deadline";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { deadline } from "./deadline.ts";
import { performerOf } from "./internal/tasks.ts";

/** Runs the tasks one after another, and returns how each ended. */
export const runDeadline = Effect.fnUntraced(function* (
  input: DeadlineInput,
): Effect.fn.Return<DeadlineOutput> {
  const { tasks, deadlineMs } = input;
  const performer = yield* performerOf(tasks, input.observe);
  const outcomes: DeadlineOutcome[] = [];
  const callers: DeadlineCaller[] = [];
  for (let index = 0; index < tasks.length; index++) {
    const beganNs = input.observe ? yield* Clock.monotonicTimeNanos : 0n;
    // Not `catchTags`, which takes as long as the rest of a task.
    const outcome = yield* Effect.match(deadline(performer.perform(index), deadlineMs), {
      onSuccess: (value): DeadlineOutcome => ({ ended: "done", value }),
      onFailure: ({ _tag }): DeadlineOutcome => ({
        ended: _tag === "TaskFailed" ? "failed" : "exceeded",
        value: null,
      }),
    });
    outcomes.push(outcome);
    const cleanups = performer.observed()?.cleanups[index];
    if (cleanups === undefined) continue;
    callers.push({ tookMs: Number((yield* Clock.monotonicTimeNanos) - beganNs) / 1e6, cleanups });
  }
  const observed = performer.observed();
  return { outcomes, observed: observed && { ...observed, callers } };
});
