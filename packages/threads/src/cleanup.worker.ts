// The thread's side of cleanup: a task with a resource of its thread, which it closes before it answers.
import type { ExampleContext } from "@byturns/context";
import { serve } from "./internal/serve.ts";
import { TaskFailed } from "./internal/tasks.ts";

/** A task by its number; with more, where it fails or is observed. */
type Asked =
  | number
  | {
      readonly task: number;
      readonly fails: boolean;
      readonly counts?: Int32Array<SharedArrayBuffer> | undefined;
    };

export const tasks = { bare, closing };
serve(tasks);

let isOpen = false;

function bare(asked: Asked, context: ExampleContext): number {
  const { task, fails } = typeof asked === "number" ? { task: asked, fails: false } : asked;
  if (context.recorder !== undefined) context.running(`task ${task}`, () => {});
  if (fails) throw new TaskFailed(task);
  return task;
}

function closing(asked: Asked, context: ExampleContext): number {
  const counts = typeof asked === "number" ? undefined : asked.counts;
  if (isOpen) throw new TypeError("Cannot open the thread's resource: it is still open");
  isOpen = true;
  if (counts !== undefined) Atomics.add(counts, 0, 1);
  try {
    return bare(asked, context);
  } finally {
    isOpen = false;
    if (counts !== undefined) Atomics.add(counts, 1, 1);
  }
}
