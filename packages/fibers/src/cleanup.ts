// cleanup on fibers.
//
// Start: a task is an effect that the caller's own fiber runs, one after another. Cancel: interruption, at the suspension;
// never while the resource is opened or closed. Fail: `acquireUseRelease` closes the resource, then the failure continues.
// Cost: some operations of the fiber around each task, no fiber and no turn of the scheduler.
import type { CleanupInput, CleanupOutput } from "@byturns/spec/cleanup";
import * as Effect from "effect/Effect";
import * as References from "effect/References";
import { waiting } from "./internal/spans.ts";
import { TaskFailed } from "./internal/tasks.ts";

/** Runs the tasks one after the other, with a resource or without. */
export const cleanup = Effect.fnUntraced(function* (input: CleanupInput): Effect.fn.Return<CleanupOutput> {
  const { tasks, cleansUp, fails, observe } = input;
  const observed = observe ? { opened: 0, closed: 0, late: 0 } : null;
  const traced = yield* References.TracerEnabled;
  let isOpen = false;

  const bare = (task: number): Effect.Effect<number, TaskFailed> => {
    const suspended = traced ? Effect.yieldNow.pipe(waiting(`task ${task}`)) : Effect.yieldNow;
    return fails
      ? Effect.andThen(suspended, Effect.fail(new TaskFailed({ index: task })))
      : Effect.as(suspended, task);
  };
  const open = Effect.suspend(() => {
    if (isOpen) return Effect.die(new TypeError("Cannot open the resource: it is still open"));
    isOpen = true;
    if (observed !== null) observed.opened += 1;
    return Effect.void;
  });
  const close = () =>
    Effect.sync(() => {
      isOpen = false;
      if (observed !== null) observed.closed += 1;
    });
  const closing = (task: number) => Effect.acquireUseRelease(open, () => bare(task), close);

  const run = cleansUp ? closing : bare;
  let [done, sum, failed] = [0, 0, 0];
  for (let task = 0; task < tasks; task++) {
    yield* Effect.match(run(task), {
      onSuccess: (value) => {
        done += 1;
        sum += value;
      },
      onFailure: () => {
        failed += 1;
      },
    });
    if (observed !== null && isOpen) observed.late += 1;
  }
  return { done, sum, failed, observed };
});
