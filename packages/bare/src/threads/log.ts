// Work in steps; a thread writes what reaches it through shared memory.
import { setTimeout as sleep } from "node:timers/promises";
import { closeRing, leftIn, makeRing, offer } from "@byturns/threads/internal/ring";
import type { Pool } from "../pool.ts";
import type { tasks } from "./log.worker.ts";

export const worker = new URL("./log.worker.ts", import.meta.url);

interface Input {
  readonly path: string;
  readonly steps: number;
  readonly stepMs: number;
  readonly linesPerStep: number;
  readonly lineBytes: number;
  readonly queueBound: number;
}

export async function run(
  { path, steps, stepMs, linesPerStep, lineBytes, queueBound }: Input,
  pool: Pool<typeof tasks>,
) {
  const ring = makeRing(queueBound, lineBytes);
  const encoder = new TextEncoder();
  let refused = 0;
  const writer = pool.run("writeLog", { path, lineBytes, ring });
  for (let step = 0; step < steps; step++) {
    await sleep(stepMs);
    for (let i = 0; i < linesPerStep; i++) {
      const line = `${`${step * linesPerStep + i} `.padEnd(lineBytes - 1, ".")}\n`;
      if (!offer(ring, encoder.encode(line))) refused += 1;
    }
  }
  closeRing(ring);
  const seen = await writer;
  return { workDone: steps, stoppedBecause: null, notices: 0, dropped: refused + leftIn(ring), ...seen };
}
