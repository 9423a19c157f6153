// A timer beats while hogs compute in one piece.
import { setTimeout as sleep } from "node:timers/promises";
import { compute } from "@byturns/context";

interface Input {
  readonly hogs: number;
  readonly steps: number;
  readonly unitsPerStep: number;
  readonly beats: number;
  readonly beatMs: number;
}

export async function run({ hogs: count, steps, unitsPerStep, beats, beatMs }: Input) {
  const originMs = performance.now();
  const sinceOrigin = () => performance.now() - originMs;
  const delaysMs: number[] = [];
  const beat = async () => {
    for (let dueMs = beatMs; dueMs <= beats * beatMs; dueMs += beatMs) {
      const leftMs = Math.ceil(dueMs - sinceOrigin());
      if (leftMs > 0) await sleep(leftMs);
      delaysMs.push(sinceOrigin() - dueMs);
    }
  };
  const hog = async (_: unknown, index: number) => {
    const beganMs = sinceOrigin();
    const digest = compute(steps * unitsPerStep, index);
    return { beganMs, endedMs: sinceOrigin(), digest };
  };
  const beating = beat();
  const [hogs] = await Promise.all([Promise.all(Array.from({ length: count }, hog)), beating]);
  return { delaysMs, hogs };
}
