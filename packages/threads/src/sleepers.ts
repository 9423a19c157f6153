// sleepers on threads.
//
// Start: each sleeper is posted to a pool of threads, and sleeps on the first that has the fewest. Cancel: by a message, for
// each. Fail: the failure comes back as data and is rebuilt. Cost: a message each way, what the pool keeps of it, and a timer
// on its thread. A thread for each sleeper, as an operating system has it, would cost its megabytes; here they share a few,
// and none of them blocks.

import type { ExampleContext } from "@byturns/context";
import type { SleepersInput, SleepersOutput } from "@byturns/spec/sleepers";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./sleepers.worker.ts";

export const worker = new URL("./sleepers.worker.ts", import.meta.url);
/** A sleeper leaves its thread to others. */
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

/** Has all of them sleep. Rejects when the context's signal is aborted. */
export async function sleepers(
  input: SleepersInput,
  context: ExampleContext,
  threads: Pool<typeof tasks>,
): Promise<SleepersOutput> {
  const { nowMs } = context;
  const startMs = nowMs();
  const asleep = context.running("begin", () => {
    const promises: Promise<void>[] = [];
    for (let sleeper = 0; sleeper < input.sleepers; sleeper++) {
      promises.push(threads.run("sleepOnce", input.sleepMs));
    }
    return promises;
  });
  const begunMs = nowMs() - startMs;
  const woken = await context.waiting("sleep", countOf(asleep));
  return { woken, begunMs, tookMs: nowMs() - startMs };
}

async function countOf(asleep: readonly Promise<void>[]): Promise<number> {
  // Awaited one after another, those after the first that rejects would be unhandled rejections.
  const woken = await Promise.all(asleep);
  return woken.length;
}
