// The thread's side of timers: the delay really blocks the thread.
import type { TimersInput } from "@byturns/spec/timers";
import { block, type Stage } from "@byturns/stage";
import { serve } from "./internal/serve.ts";

export const tasks = { seeFirings };
serve(tasks);

function seeFirings({ kind, delayMs, count }: TimersInput, stage: Stage): number[] {
  const lateMs: number[] = [];
  const setAtMs = stage.nowMs();
  while (lateMs.length < count) {
    const dueMs = kind === "periodic" ? setAtMs + delayMs * (lateMs.length + 1) : stage.nowMs() + delayMs;
    stage.blocking("timer", () => block(Math.max(0, dueMs - stage.nowMs())));
    lateMs.push(stage.nowMs() - dueMs);
  }
  return lateMs;
}
