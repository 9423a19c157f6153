// The thread's side of timers.
import { block } from "@byturns/context";
import { serve } from "../serve.ts";

export const tasks = { waitOften };
serve(tasks);

function waitOften({ delayMs, count }: { readonly delayMs: number; readonly count: number }): number[] {
  const lateMs: number[] = [];
  while (lateMs.length < count) {
    const dueMs = performance.now() + delayMs;
    block(Math.max(0, dueMs - performance.now()));
    lateMs.push(performance.now() - dueMs);
  }
  return lateMs;
}
