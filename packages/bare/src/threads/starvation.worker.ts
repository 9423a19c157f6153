// The thread's side of starvation: a task.
import { compute } from "@byturns/context";
import { serve } from "../serve.ts";
import type { StarvationMemory } from "./starvation.ts";

export const tasks = { reschedule };
const { fired, gaveUp } = serve(tasks) as StarvationMemory;

interface Asked {
  readonly units: number;
  readonly index: number;
  readonly timerMs: number;
  readonly capMs: number;
}

async function reschedule({ units, index, timerMs, capMs }: Asked) {
  const beganMs = performance.now();
  let turns = 0;
  let overdueTurns = 0;
  for (;;) {
    turns += 1;
    compute(units, index);
    await undefined;
    if (Atomics.load(fired, 0) === 1) return { turns, overdueTurns };
    const atMs = performance.now() - beganMs;
    if (atMs >= capMs) {
      Atomics.store(gaveUp, 0, 1);
      return { turns, overdueTurns };
    }
    if (atMs > timerMs + 2) overdueTurns += 1;
  }
}
