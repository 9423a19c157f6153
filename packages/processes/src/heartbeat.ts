// heartbeat on processes.
//
// Start: a hog is a task of the pool, and computes in the first process that is free; the beat is this process's.
// Cancel: by a message, which a hog notices where it yields; one that does not is killed with its process. Fail: the
// failure comes back as data and is rebuilt. Cost: a message each way per hog; the beat waits for no hog until the
// processor's cores run out.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { HeartbeatInput, HeartbeatOutput } from "@byturns/spec/heartbeat";
import type { tasks as served } from "./heartbeat.child.ts";
import type { Pool } from "./internal/pool.ts";

export const child = new URL("./heartbeat.child.ts", import.meta.url);

/** Beats while the hogs compute. Rejects when the context's signal is aborted. */
export async function heartbeat(
  input: HeartbeatInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
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
    processes.run("computeAsHog", { ...input, index, originMs }, { signal });
  const beating = beat();
  const [hogs] = await Promise.all([Promise.all(Array.from({ length: input.hogs }, hog)), beating]);
  return { delaysMs, hogs };
}
