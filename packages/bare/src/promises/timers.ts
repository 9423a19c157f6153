// One timer after the other.
import { setTimeout as sleep } from "node:timers/promises";

export async function run({ delayMs, count }: { readonly delayMs: number; readonly count: number }) {
  const lateMs: number[] = [];
  while (lateMs.length < count) {
    const beganMs = performance.now();
    await sleep(delayMs);
    lateMs.push(performance.now() - beganMs - delayMs);
  }
  return { lateMs, othersFired: 0 };
}
