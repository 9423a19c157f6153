// The thread's side of every task that only pauses and returns its value.
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "../serve.ts";

export const tasks = { perform, pause };
serve(tasks);

function perform(value: number): number {
  return value;
}

/** A pause that the message which cancels the task can end. */
async function pause(pauseMs: number, { signal }: { readonly signal: AbortSignal }): Promise<void> {
  await sleep(pauseMs, undefined, { signal });
}
