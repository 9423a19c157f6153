// The child's side of heartbeat: a hog, which computes.
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { HeartbeatHog, HeartbeatInput } from "@byturns/spec/heartbeat";
import { serve } from "./internal/serve.ts";

interface Asked extends HeartbeatInput {
  readonly index: number;
  /** When the beat began, on the clock that all threads share. */
  readonly originMs: number;
}

export const tasks = { computeAsHog };
serve(tasks);

async function computeAsHog(asked: Asked, context: ExampleContext): Promise<HeartbeatHog> {
  const { manner, index, originMs } = asked;
  const steps = manner === "at-once" ? 1 : asked.steps;
  const units = (asked.steps * asked.unitsPerStep) / steps;
  const beganMs = context.nowMs() - originMs;
  let digest = index;
  for (let step = 0; step < steps; step++) {
    context.signal.throwIfAborted();
    digest = context.running(`hog ${index}`, () => compute(units, digest));
    if (manner === "in-steps") await undefined;
    else if (manner === "giving-way") await turnOfLoop();
  }
  return { beganMs, endedMs: context.nowMs() - originMs, digest };
}
