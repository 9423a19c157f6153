// The child's side of grain: a task that computes.
import { compute, type ExampleContext } from "@byturns/context";
import { serve } from "./internal/serve.ts";

export const tasks = { computeOne };
serve(tasks);

function computeOne({ number, units }: { number: number; units: number }, context: ExampleContext): number {
  return context.running(`task ${number}`, () => compute(units, number));
}
