// starvation on promises.
//
// Start: a task is called, and takes its first turn at once. Cancel: the signal is passed to the timer and checked
// before each turn; it cannot be aborted between microtasks. Fail: the rejection reaches the awaiting caller. Cost: one
// promise per turn; a task that never leaves the microtask queue keeps everything else waiting forever.
import { setTimeout as sleep, setImmediate as turnOfLoop } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { StarvationInput, StarvationOutput } from "@byturns/spec/starvation";

/** Sets a timer, and lets the tasks reschedule themselves until it has fired. Rejects when the context's signal is aborted. */
export async function starvation(input: StarvationInput, context: ExampleContext): Promise<StarvationOutput> {
  const { units, timerMs, capMs } = input;
  const { signal } = context;
  signal.throwIfAborted();
  const turns = Array.from({ length: input.tasks }, () => 0);
  const beganMs = context.nowMs();
  let firedAtMs: number | undefined;
  let starved = false;
  let overdueTurns = 0;
  const timer = async () => {
    await context.waiting("timer", sleep(timerMs, undefined, { signal }));
    firedAtMs = context.nowMs() - beganMs;
    return firedAtMs;
  };
  const task = async (_: unknown, index: number) => {
    for (;;) {
      signal.throwIfAborted();
      turns[index] = (turns[index] ?? 0) + 1;
      context.running(`task ${index}`, () => compute(units, index));
      if (input.by === "steps") await undefined;
      else await (input.by === "turns" ? turnOfLoop() : microtask());
      if (firedAtMs !== undefined) return;
      const atMs = context.nowMs() - beganMs;
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
