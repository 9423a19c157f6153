// The thread's side of every task that pauses, and then returns its value or fails; and of those that do one of the two.
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "../serve.ts";

export const tasks = { perform, returning, pause };
serve(tasks);

/** What a task is handed. */
export interface Task {
  readonly pauseMs: number;
  readonly value: number;
  readonly fails: boolean;
}

/** Only its own fields are sent: the tag tells it from any other failure. */
class TaskFailed extends Error {
  readonly _tag = "TaskFailed";
  constructor() {
    super("A task failed");
  }
}

interface Cancellable {
  readonly signal: AbortSignal;
}

/** Where there is no pause, the message there and back is the suspension. */
function perform({ pauseMs, value, fails }: Task, context: Cancellable): number | Promise<number> {
  const end = () => {
    if (fails) throw new TaskFailed();
    return value;
  };
  return pauseMs > 0 ? sleep(pauseMs, undefined, { signal: context.signal }).then(end) : end();
}

function returning(number: number): number {
  return number;
}

async function pause(pauseMs: number): Promise<void> {
  await sleep(pauseMs);
}
