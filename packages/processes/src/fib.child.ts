// The child's side of fib: one call's own part, which is its pause.
import { setTimeout as sleep } from "node:timers/promises";
import { block, type ExampleContext } from "@byturns/context";
import type { FibInput } from "@byturns/spec/fib";
import { serve } from "./internal/serve.ts";

export const tasks = { pauseOnce };
serve(tasks);

type OnePause = Pick<FibInput, "pause" | "pauseMs"> & { readonly task: string };

async function pauseOnce({ task, pause, pauseMs }: OnePause, context: ExampleContext): Promise<void> {
  if (pause === "blocks") context.blocking(task, () => block(pauseMs));
  else if (pause === "yields") {
    await context.waiting(task, sleep(pauseMs, undefined, { signal: context.signal }));
  }
}
