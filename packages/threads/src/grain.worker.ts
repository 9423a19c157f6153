// The thread's side of grain: a task that computes.
import { compute, type Stage } from "@byturns/stage";
import { serve } from "./internal/serve.ts";

export const tasks = { computeOne };
serve(tasks);

function computeOne({ number, units }: { number: number; units: number }, stage: Stage): number {
  return stage.running(`task ${number}`, () => compute(units, number));
}
