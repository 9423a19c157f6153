// The child's side of skynet: a leaf.
import { serve } from "./internal/serve.ts";

export const tasks = { leaf };
serve(tasks);

function leaf(number: number): number {
  return number;
}
