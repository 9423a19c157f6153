// The thread's side of mix: the computing of a request.
import { compute, type Stage } from "@byturns/stage";
import { serve } from "./internal/serve.ts";

interface Asked {
  readonly task: string;
  readonly units: number;
  readonly from: number;
}

export const tasks = { computeFor };
serve(tasks);

function computeFor({ task, units, from }: Asked, stage: Stage): number {
  return stage.running(task, () => compute(units, from));
}
