// The thread's side of mix.
import { compute } from "@byturns/context";
import { serve } from "../serve.ts";

export const tasks = { computeFor };
serve(tasks);

function computeFor({ units, from }: { readonly units: number; readonly from: number }): number {
  return compute(units, from);
}
