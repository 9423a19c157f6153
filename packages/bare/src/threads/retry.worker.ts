// The thread's side of retry: an attempt with a negative number fails.
import { serve } from "../serve.ts";

export const tasks = { attempt };
serve(tasks);

function attempt(value: number): number {
  if (value < 0) throw new Error("An attempt failed");
  return value;
}
