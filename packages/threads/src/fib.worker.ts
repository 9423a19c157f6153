// The thread's side of fib: one call's own part, which is its pause.
import { setTimeout as sleep } from "node:timers/promises";
import type { FibInput } from "@byturns/spec/fib";
import { block, type Stage } from "@byturns/stage";
import { serve } from "./internal/serve.ts";

export const tasks = { pauseOnce };
serve(tasks);

type OnePause = Pick<FibInput, "pause" | "pauseMs"> & { readonly task: string };

async function pauseOnce({ task, pause, pauseMs }: OnePause, stage: Stage): Promise<void> {
  if (pause === "blocks") stage.blocking(task, () => block(pauseMs));
  else if (pause === "yields") {
    await stage.waiting(task, sleep(pauseMs, undefined, { signal: stage.signal }));
  }
}
