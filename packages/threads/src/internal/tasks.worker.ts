// The thread's side of the tasks: a pause keeps the thread from other tasks, and yet hears the message that cancels.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { Task } from "@byturns/spec/tasks";
import { serve } from "./serve.ts";
import { type TaskCounts, TaskFailed } from "./tasks.ts";

export const tasks = { perform, performObserved };
serve(tasks);

type IndexedTask = Task & { readonly index: number };

/** Where there is no pause, the message there and back is the suspension. Only a task that fails needs its index. */
function perform(
  { index = 0, pauseMs, value, fails }: Task & { readonly index?: number },
  context: ExampleContext,
): number | Promise<number> {
  const end = () => {
    if (fails) throw new TaskFailed(index);
    return value;
  };
  if (pauseMs > 0) {
    return context.waiting(`task ${index}`, sleep(pauseMs, undefined, { signal: context.signal })).then(end);
  }
  return context.recorder === undefined ? end() : context.running(`task ${index}`, end);
}

async function performObserved(task: IndexedTask & TaskCounts, context: ExampleContext): Promise<number> {
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
