// The thread's side of grain: one task.
import { compute } from "@byturns/context";
import { serve } from "../serve.ts";

export const tasks = { computeOne };
serve(tasks);

function computeOne({ number, units }: { readonly number: number; readonly units: number }): number {
  return compute(units, number);
}
