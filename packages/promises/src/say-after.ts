// say-after on promises.
//
// Start: calling an async function runs it up to its first await. Cancel: the signal goes into the timer.
// Fail: the promise rejects, and whoever awaits it hears. Cost: a timer and a promise a line.
import { setTimeout as sleep } from "node:timers/promises";
import type { SaidLine, SayAfterInput, SayAfterLine, SayAfterOutput } from "@byturns/spec/say-after";
import type { Stage } from "@byturns/stage";

/** Says every line after its delay, one by one or all at once. Rejects when the stage's signal is aborted. */
export async function sayAfter(input: SayAfterInput, stage: Stage): Promise<SayAfterOutput> {
  const beganMs = stage.nowMs();
  const lines: SaidLine[] = [];
  const say = async (line: SayAfterLine) => {
    lines.push(await sayLine(line, beganMs, stage));
  };
  if (input.order === "concurrent") await Promise.all(input.lines.map(say));
  else for (const line of input.lines) await say(line);
  return { lines };
}

async function sayLine({ text, delayMs }: SayAfterLine, beganMs: number, stage: Stage): Promise<SaidLine> {
  const startMs = stage.nowMs() - beganMs;
  await stage.waiting(text, sleep(delayMs, undefined, { signal: stage.signal }));
  stage.print(text);
  return { text, startMs, finishMs: stage.nowMs() - beganMs };
}
