// starvation on promises.
//
// Start: a task is called, and takes its first turn at once. Cancel: the signal goes into the timer, and is looked at
// before each turn; between microtasks nobody can abort it. Fail: the promise rejects, and whoever awaits it hears.
// Cost: a promise a turn; a task that never leaves the queue of microtasks keeps everybody else waiting for ever.
import { setTimeout as sleep, setImmediate as turnOfLoop } from "node:timers/promises";
import type { StarvationInput, StarvationOutput } from "@byturns/spec/starvation";
import { compute, type Stage } from "@byturns/stage";

/** Sets a timer, and lets the tasks reschedule themselves until it has fired. Rejects when the stage's signal is aborted. */
export async function starvation(input: StarvationInput, stage: Stage): Promise<StarvationOutput> {
  const { units, timerMs, capMs } = input;
  const { signal } = stage;
  signal.throwIfAborted();
  const turns = Array.from({ length: input.tasks }, () => 0);
  const beganMs = stage.nowMs();
  let firedAtMs: number | undefined;
  let starved = false;
  let overdueTurns = 0;
  const timer = async () => {
    await stage.waiting("timer", sleep(timerMs, undefined, { signal }));
    firedAtMs = stage.nowMs() - beganMs;
    return firedAtMs;
  };
  const task = async (_: unknown, index: number) => {
    for (;;) {
      signal.throwIfAborted();
      turns[index] = (turns[index] ?? 0) + 1;
      stage.running(`task ${index}`, () => compute(units, index));
      if (input.by === "steps") await undefined;
      else await (input.by === "turns" ? turnOfLoop() : microtask());
      if (firedAtMs !== undefined) return;
      const atMs = stage.nowMs() - beganMs;
      if (atMs >= capMs) {
        starved = true;
        return;
      }
      if (atMs > timerMs + 2) overdueTurns += 1;
    }
  };
  const [atMs] = await Promise.all([timer(), ...turns.map(task)]);
  return { firedAtMs: atMs, starved, turns, overdueTurns };
}

const microtask = () => new Promise<void>((resolve) => queueMicrotask(resolve));
