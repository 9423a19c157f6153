// The thread's side of timers: the delay really blocks the thread.

import { block, type ExampleContext } from "@byturns/context";
import type { TimersInput } from "@byturns/spec/timers";
import { serve } from "./internal/serve.ts";

export const tasks = { seeFirings };
serve(tasks);

function seeFirings({ kind, delayMs, count }: TimersInput, context: ExampleContext): number[] {
  const lateMs: number[] = [];
  const setAtMs = context.nowMs();
  while (lateMs.length < count) {
    const dueMs = kind === "periodic" ? setAtMs + delayMs * (lateMs.length + 1) : context.nowMs() + delayMs;
    context.blocking("timer", () => block(Math.max(0, dueMs - context.nowMs())));
    lateMs.push(context.nowMs() - dueMs);
  }
  return lateMs;
}
