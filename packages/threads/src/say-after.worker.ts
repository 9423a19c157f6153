// The thread's side of say-after: the delay really blocks the thread.
import type { SaidLine, SayAfterLine } from "@byturns/spec/say-after";
import { block, type Stage } from "@byturns/stage";
import { serve } from "./internal/serve.ts";

export const tasks = { sayLine };
serve(tasks);

function sayLine({ text, delayMs, beganMs }: SayAfterLine & { beganMs: number }, stage: Stage): SaidLine {
  const startMs = stage.nowMs() - beganMs;
  stage.blocking(text, () => block(delayMs));
  stage.print(text);
  return { text, startMs, finishMs: stage.nowMs() - beganMs };
}
