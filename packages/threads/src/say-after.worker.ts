// The thread's side of say-after: the delay really blocks the thread.

import { block, type ExampleContext } from "@byturns/context";
import type { SaidLine, SayAfterLine } from "@byturns/spec/say-after";
import { serve } from "./internal/serve.ts";

export const tasks = { sayLine };
serve(tasks);

function sayLine(
  { text, delayMs, beganMs }: SayAfterLine & { beganMs: number },
  context: ExampleContext,
): SaidLine {
  const startMs = context.nowMs() - beganMs;
  context.blocking(text, () => block(delayMs));
  context.print(text);
  return { text, startMs, finishMs: context.nowMs() - beganMs };
}
