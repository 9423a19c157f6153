// Each line is a timer and a promise.
import { setTimeout as sleep } from "node:timers/promises";

export async function run({ lines }: { readonly lines: readonly { text: string; delayMs: number }[] }) {
  const beganMs = performance.now();
  const said: { text: string; startMs: number; finishMs: number }[] = [];
  await Promise.all(
    lines.map(async ({ text, delayMs }) => {
      const startMs = performance.now() - beganMs;
      await sleep(delayMs);
      said.push({ text, startMs, finishMs: performance.now() - beganMs });
    }),
  );
  return { lines: said };
}
