// A timer beats here while hogs compute on threads.
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "../pool.ts";
import type { tasks } from "./heartbeat.worker.ts";

export const worker = new URL("./heartbeat.worker.ts", import.meta.url);

interface Input {
  readonly hogs: number;
  readonly steps: number;
  readonly unitsPerStep: number;
  readonly beats: number;
  readonly beatMs: number;
}

export async function run(
  { hogs: count, steps, unitsPerStep, beats, beatMs }: Input,
  threads: Pool<typeof tasks>,
) {
  const originNs = process.hrtime.bigint();
  const sinceOrigin = () => Number(process.hrtime.bigint() - originNs) / 1e6;
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
    const digest = await threads.run("computeAsHog", { units: steps * unitsPerStep, index });
    return { beganMs, endedMs: sinceOrigin(), digest };
  };
  const beating = beat();
  const [hogs] = await Promise.all([Promise.all(Array.from({ length: count }, hog)), beating]);
  return { delaysMs, hogs };
}
