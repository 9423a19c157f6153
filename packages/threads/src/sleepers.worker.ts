// The thread's side of sleepers: one sleep.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import { serve } from "./internal/serve.ts";

export const tasks = { sleepOnce };
serve(tasks);

async function sleepOnce(sleepMs: number, { signal }: ExampleContext): Promise<void> {
  await sleep(sleepMs, undefined, { signal });
}
