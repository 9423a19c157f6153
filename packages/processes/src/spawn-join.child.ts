// The child's side of spawn-join: a task that does nothing but return.
import { serve } from "./internal/serve.ts";

export const tasks = { returning };
serve(tasks);

function returning(number: number): number {
  return number;
}
