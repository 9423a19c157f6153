// heartbeat on promises.
//
// Start: a hog is called, and computes at once. Cancel: the signal is passed to the timers and checked before each
// step; it can change only where a hog yields. Fail: the rejection reaches the awaiting caller. Cost: a hog delays the
// beat by its whole length, and all hogs by the sum of theirs, unless they yield.
import { setTimeout as sleep, setImmediate as turnOfLoop } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { HeartbeatHog, HeartbeatInput, HeartbeatOutput } from "@byturns/spec/heartbeat";

/** Beats while the hogs compute. Rejects when the context's signal is aborted. */
export async function heartbeat(input: HeartbeatInput, context: ExampleContext): Promise<HeartbeatOutput> {
  const { manner, beatMs } = input;
  const { signal } = context;
  signal.throwIfAborted();
  const steps = manner === "at-once" ? 1 : input.steps;
  const units = (input.steps * input.unitsPerStep) / steps;
  const originMs = context.nowMs();
  const sinceOrigin = () => context.nowMs() - originMs;
  const delaysMs: number[] = [];
  const beat = async () => {
    for (let dueMs = beatMs; dueMs <= input.beats * beatMs; dueMs += beatMs) {
      const leftMs = Math.ceil(dueMs - sinceOrigin());
      if (leftMs > 0) await context.waiting("beat", sleep(leftMs, undefined, { signal }));
      delaysMs.push(sinceOrigin() - dueMs);
    }
  };
  const hog = async (_: unknown, index: number): Promise<HeartbeatHog> => {
    const beganMs = sinceOrigin();
    let digest = index;
    for (let step = 0; step < steps; step++) {
      signal.throwIfAborted();
      digest = context.running(`hog ${index}`, () => compute(units, digest));
      if (manner === "in-steps") await undefined;
      else if (manner === "giving-way") await turnOfLoop();
    }
    return { beganMs, endedMs: sinceOrigin(), digest };
  };
  const beating = beat();
  const [hogs] = await Promise.all([Promise.all(Array.from({ length: input.hogs }, hog)), beating]);
  return { delaysMs, hogs };
}
