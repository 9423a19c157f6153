// The thread's side of heartbeat: a hog.
import { compute } from "@byturns/context";
import { serve } from "../serve.ts";

export const tasks = { computeAsHog };
serve(tasks);

function computeAsHog({ units, index }: { readonly units: number; readonly index: number }): number {
  return compute(units, index);
}
