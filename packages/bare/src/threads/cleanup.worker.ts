// The thread's side of cleanup: a task inside of try and finally.
import { serve } from "../serve.ts";

export const tasks = { closing };
serve(tasks);

let isOpen = false;

function closing(task: number): number {
  if (isOpen) throw new TypeError("The thread's resource is still open");
  isOpen = true;
  try {
    return task;
  } finally {
    isOpen = false;
  }
}
