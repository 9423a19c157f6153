// The thread's side of the tasks: a pause keeps the thread from other tasks, and yet hears the message that cancels.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { Task } from "@byturns/spec/tasks";
import { serve } from "./serve.ts";
import { type TaskCounts, TaskFailed } from "./tasks.ts";

export const tasks = { perform };
serve(tasks);

async function perform(
  task: Task & TaskCounts & { readonly index: number },
  context: ExampleContext,
): Promise<number> {
  const { index, pauseMs, value, fails, begun, cleanups } = task;
  Atomics.add(begun, index, 1);
  try {
    const paused = pauseMs > 0 ? sleep(pauseMs, undefined, { signal: context.signal }) : Promise.resolve();
    await context.waiting(`task ${index}`, paused);
    if (fails) throw new TaskFailed(index);
    return value;
  } finally {
    Atomics.add(cleanups, index, 1);
  }
}
