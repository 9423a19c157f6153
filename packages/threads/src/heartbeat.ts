// heartbeat on threads.
//
// Start: a hog is posted to the pool, and computes on the first thread that is free; the beat is the main thread's.
// Cancel: by a message, received where a hog yields; one that does not is ended with its thread. Fail: the failure
// comes back as data and is rebuilt. Cost: a message each way per hog; the beat waits for no hog until the processor's
// cores run out.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { HeartbeatInput, HeartbeatOutput } from "@byturns/spec/heartbeat";
import type { tasks as served } from "./heartbeat.worker.ts";
import type { Pool } from "./internal/pool.ts";

export const worker = new URL("./heartbeat.worker.ts", import.meta.url);

/** Beats while the hogs compute. Rejects when the context's signal is aborted. */
export async function heartbeat(
  input: HeartbeatInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<HeartbeatOutput> {
  const { beatMs } = input;
  const { signal } = context;
  signal.throwIfAborted();
  const originMs = context.nowMs();
  const sinceOrigin = () => context.nowMs() - originMs;
  const delaysMs: number[] = [];
  const beat = async () => {
    for (let dueMs = beatMs; dueMs <= input.beats * beatMs; dueMs += beatMs) {
      const leftMs = Math.ceil(dueMs - sinceOrigin());
      if (leftMs > 0) await context.waiting("beat", sleep(leftMs, undefined, { signal }));
      delaysMs.push(sinceOrigin() - dueMs);
    }
  };
  const hog = (_: unknown, index: number) =>
    threads.run("computeAsHog", { ...input, index, originMs }, { signal });
  const beating = beat();
  const [hogs] = await Promise.all([Promise.all(Array.from({ length: input.hogs }, hog)), beating]);
  return { delaysMs, hogs };
}
