// The child's side of the tasks: a pause keeps the process from other tasks, and yet receives the message that cancels.
import { setTimeout as sleep } from "node:timers/promises";
import type { Task } from "@byturns/spec/tasks";
import { serve } from "./serve.ts";
import type { ProcessContext } from "./task-context.ts";
import { TaskFailed } from "./tasks.ts";

export const tasks = { perform, performObserved };
serve(tasks);

/** Where there is no pause, the message there and back is the suspension. Only a task that fails needs its index. */
function perform(
  { index = 0, pauseMs, value, fails }: Task & { readonly index?: number },
  context: ProcessContext,
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

async function performObserved(
  { index, pauseMs, value, fails }: Task & { readonly index: number },
  context: ProcessContext,
): Promise<number> {
  context.report("begun");
  try {
    const paused = pauseMs > 0 ? sleep(pauseMs, undefined, { signal: context.signal }) : Promise.resolve();
    await context.waiting(`task ${index}`, paused);
    if (fails) throw new TaskFailed(index);
    return value;
  } finally {
    context.report("cleanup");
  }
}
