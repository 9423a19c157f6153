// cleanup on promises.
//
// Start: a task is an async function, awaited before the next is called. Cancel: the signal is read between two tasks;
// nothing can stop a promise within a task. Fail: the failure passes `finally`, which closes the resource first. Cost:
// `finally` itself costs no promise; an `await` inside it would cost one more microtask.
import type { ExampleContext } from "@byturns/context";
import type { CleanupInput, CleanupOutput } from "@byturns/spec/cleanup";
import { TaskFailed } from "./internal/tasks.ts";

/** Runs the tasks one after the other, with a resource or without. Rejects when the context's signal is aborted. */
export async function cleanup(input: CleanupInput, context: ExampleContext): Promise<CleanupOutput> {
  const { tasks, cleansUp, fails, observe } = input;
  const observed = observe ? { opened: 0, closed: 0, late: 0 } : null;
  let isOpen = false;
  const suspend = (task: number) =>
    context.recorder === undefined ? nothing : context.waiting(`task ${task}`, nothing);

  const bare = async (task: number) => {
    await suspend(task);
    if (fails) throw new TaskFailed(task);
    return task;
  };
  const closing = async (task: number) => {
    if (isOpen) throw new TypeError(`Cannot open the resource for task ${task}: it is still open`);
    isOpen = true;
    if (observed !== null) observed.opened += 1;
    try {
      await suspend(task);
      if (fails) throw new TaskFailed(task);
      return task;
    } finally {
      isOpen = false;
      if (observed !== null) observed.closed += 1;
    }
  };

  const run = cleansUp ? closing : bare;
  let [done, sum, failed] = [0, 0, 0];
  for (let task = 0; task < tasks; task++) {
    context.signal.throwIfAborted();
    try {
      sum += await run(task);
      done += 1;
    } catch (error) {
      if (!(error instanceof TaskFailed)) throw error;
      failed += 1;
    }
    if (observed !== null && isOpen) observed.late += 1;
  }
  return { done, sum, failed, observed };
}

const nothing = Promise.resolve();
