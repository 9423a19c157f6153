// The child's side of mix: the computing of a request.
import { compute, type ExampleContext } from "@byturns/context";
import { serve } from "./internal/serve.ts";

interface Asked {
  readonly task: string;
  readonly units: number;
  readonly from: number;
}

export const tasks = { computeFor };
serve(tasks);

function computeFor({ task, units, from }: Asked, context: ExampleContext): number {
  return context.running(task, () => compute(units, from));
}
