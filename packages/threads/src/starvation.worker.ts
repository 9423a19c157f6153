// The thread's side of starvation: a task that keeps rescheduling itself, on the loop of its own thread.
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { StarvationInput } from "@byturns/spec/starvation";
import { serve } from "./internal/serve.ts";
import type { StarvationMemory } from "./starvation.ts";

interface Asked extends StarvationInput {
  readonly index: number;
  /** When the timer was set, on the clock that all threads share. */
  readonly beganMs: number;
}

export const tasks = { reschedule };
const { fired, gaveUp } = serve(tasks) as StarvationMemory;

async function reschedule(
  asked: Asked,
  context: ExampleContext,
): Promise<{ turns: number; overdueTurns: number }> {
  const { units, by, timerMs, capMs, index, beganMs } = asked;
  let turns = 0;
  let overdueTurns = 0;
  for (;;) {
    context.signal.throwIfAborted();
    turns += 1;
    context.running(`task ${index}`, () => compute(units, index));
    if (by === "steps") await undefined;
    else await (by === "turns" ? turnOfLoop() : microtask());
    if (Atomics.load(fired, 0) === 1) return { turns, overdueTurns };
    const atMs = context.nowMs() - beganMs;
    if (atMs >= capMs) {
      Atomics.store(gaveUp, 0, 1);
      return { turns, overdueTurns };
    }
    if (atMs > timerMs + 2) overdueTurns += 1;
  }
}

const microtask = () => new Promise<void>((resolve) => queueMicrotask(resolve));
