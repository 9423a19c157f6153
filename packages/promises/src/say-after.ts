// say-after on promises.
//
// Start: calling an async function runs it up to its first await. Cancel: the signal is passed to the timer. Fail: the
// rejection reaches the awaiting caller. Cost: one timer and one promise per line.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { SaidLine, SayAfterInput, SayAfterLine, SayAfterOutput } from "@byturns/spec/say-after";

/** Prints every line after its delay, one by one or all at once. Rejects when the context's signal is aborted. */
export async function sayAfter(input: SayAfterInput, context: ExampleContext): Promise<SayAfterOutput> {
  const beganMs = context.nowMs();
  const lines: SaidLine[] = [];
  const say = async (line: SayAfterLine) => {
    lines.push(await sayLine(line, beganMs, context));
  };
  if (input.order === "concurrent") await Promise.all(input.lines.map(say));
  else for (const line of input.lines) await say(line);
  return { lines };
}

async function sayLine(
  { text, delayMs }: SayAfterLine,
  beganMs: number,
  context: ExampleContext,
): Promise<SaidLine> {
  const startMs = context.nowMs() - beganMs;
  await context.waiting(text, sleep(delayMs, undefined, { signal: context.signal }));
  context.print(text);
  return { text, startMs, finishMs: context.nowMs() - beganMs };
}
