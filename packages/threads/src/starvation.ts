// starvation on threads.
//
// Start: a task is posted to the pool, and keeps its thread; the timer stands on the main thread. Cancel: by a message,
// received in the next turn of a thread's loop; a thread that never turns is ended. Fail: the failure comes back as
// data and is rebuilt. Cost: a message each way per task; a task starves only its own thread.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { StarvationInput, StarvationOutput } from "@byturns/spec/starvation";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./starvation.worker.ts";

export const worker = new URL("./starvation.worker.ts", import.meta.url);

/** Whether the timer has fired, and whether a task has given up waiting for it. */
export interface StarvationMemory {
  readonly fired: Int32Array<SharedArrayBuffer>;
  readonly gaveUp: Int32Array<SharedArrayBuffer>;
}

const cell = () => new Int32Array(new SharedArrayBuffer(4));
export const pool = { memory: (): StarvationMemory => ({ fired: cell(), gaveUp: cell() }) };

/** Sets a timer, and lets the tasks reschedule themselves until it has fired. Rejects when the context's signal is aborted. */
export async function starvation(
  input: StarvationInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<StarvationOutput> {
  const { signal } = context;
  signal.throwIfAborted();
  const cells = threads.memory as StarvationMemory;
  cells.fired.fill(0);
  cells.gaveUp.fill(0);
  const asked = { ...input, beganMs: context.nowMs() };
  const timer = async () => {
    await context.waiting("timer", sleep(input.timerMs, undefined, { signal }));
    const firedAtMs = context.nowMs() - asked.beganMs;
    Atomics.store(cells.fired, 0, 1);
    return firedAtMs;
  };
  const task = (_: unknown, index: number) => threads.run("reschedule", { ...asked, index }, { signal });
  const tasks = Array.from({ length: input.tasks }, task);
  const [firedAtMs, ...done] = await Promise.all([timer(), ...tasks]);
  return {
    firedAtMs,
    // A task may give up in the very moment in which the timer fires.
    starved: Atomics.load(cells.gaveUp, 0) === 1 && firedAtMs >= input.capMs,
    turns: done.map(({ turns }) => turns),
    overdueTurns: done.reduce((sum, one) => sum + one.overdueTurns, 0),
  };
}
