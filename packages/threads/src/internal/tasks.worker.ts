// The thread's side of the tasks: a pause keeps the thread from other tasks, but it still receives the message that
// cancels.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { Task } from "@byturns/spec/tasks";
import { serve } from "./serve.ts";
import { type TaskCounts, TaskFailed } from "./tasks.ts";

/** A task, and which one it is. */
type Asked = Task & { readonly index: number };

export const tasks = { giveBack, perform, performObserved };
const counts = serve(tasks) as TaskCounts;

/** A task without a pause. */
function giveBack(value: number): number {
  return value;
}

async function perform({ index, pauseMs, value, fails }: Asked, context: ExampleContext): Promise<number> {
  const paused = pauseMs > 0 ? sleep(pauseMs, undefined, { signal: context.signal }) : nothing;
  await context.waiting(`task ${index}`, paused);
  if (fails) throw new TaskFailed(index);
  return value;
}

/** Counts what begins and what is cleaned up, in memory that all threads share. */
async function performObserved(asked: Asked, context: ExampleContext): Promise<number> {
  Atomics.add(counts.begun, asked.index, 1);
  try {
    return await perform(asked, context);
  } finally {
    Atomics.add(counts.cleanups, asked.index, 1);
  }
}

const nothing = Promise.resolve();
