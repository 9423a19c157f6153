// Tasks run in steps on threads, while a timer of this thread fires.
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./starvation.worker.ts";

export const worker = new URL("./starvation.worker.ts", import.meta.url);

/** Whether the timer has fired, and whether a task has given up waiting for it. */
export interface StarvationMemory {
  readonly fired: Int32Array<SharedArrayBuffer>;
  readonly gaveUp: Int32Array<SharedArrayBuffer>;
}

const cell = () => new Int32Array(new SharedArrayBuffer(4));
export const pool = { memory: (): StarvationMemory => ({ fired: cell(), gaveUp: cell() }) };

interface Input {
  readonly tasks: number;
  readonly units: number;
  readonly timerMs: number;
  readonly capMs: number;
}

export async function run({ tasks, units, timerMs, capMs }: Input, threads: Pool<typeof served>) {
  const cells = threads.memory as StarvationMemory;
  cells.fired.fill(0);
  cells.gaveUp.fill(0);
  const beganMs = performance.now();
  const timer = async () => {
    await sleep(timerMs);
    const firedAtMs = performance.now() - beganMs;
    Atomics.store(cells.fired, 0, 1);
    return firedAtMs;
  };
  const task = (_: unknown, index: number) => threads.run("reschedule", { units, index, timerMs, capMs });
  const all = Array.from({ length: tasks }, task);
  const [firedAtMs, ...done] = await Promise.all([timer(), ...all]);
  return {
    firedAtMs,
    starved: Atomics.load(cells.gaveUp, 0) === 1 && firedAtMs >= capMs,
    turns: done.map(({ turns }) => turns),
    overdueTurns: done.reduce((sum, one) => sum + one.overdueTurns, 0),
  };
}
