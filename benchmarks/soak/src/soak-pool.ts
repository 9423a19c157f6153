// One soak of the pool, and its observations.
import { makeContext } from "@byturns/context";
import { Pool, ThreadLost } from "@byturns/threads/internal/pool";
import type { tasks } from "./soak.worker.ts";

/** The result of a soak. */
export interface Soaked {
  readonly done: number;
  readonly canceled: number;
  readonly lostWithThread: number;
  readonly peakRssMiB: number;
  /** Lost, duplicate or wrong results; empty when there are none. */
  readonly wrong: readonly string[];
}

/** The number of tasks that wait or run at the same time. */
const together = 256;

/** Puts `count` tasks through a pool. */
export async function soakPool(by: "message" | "memory", count: number): Promise<Soaked> {
  const begun = new Uint8Array(new SharedArrayBuffer(count));
  const file = new URL("./soak.worker.ts", import.meta.url);
  const context = makeContext({ threads: 2 });
  const options = { context, by, tasksPerThread: 8, graceMs: 1_000, memory: () => begun };
  await using pool = await Pool.start<typeof tasks>(file, options);
  const wrong: string[] = [];
  const seen = { done: 0, canceled: 0, lostWithThread: 0 };
  const enough = new Error("enough");
  let peakRssMiB = 0;
  const one = async (n: number) => {
    const kind =
      n % 1_000 === 999 ? "die" : n % 100 === 50 ? "hostile" : n % 100 === 75 ? "wait" : "ordinary";
    const controller = kind === "wait" ? new AbortController() : undefined;
    const answer = pool.run(kind, n, controller === undefined ? {} : { signal: controller.signal });
    if (controller !== undefined) setImmediate(() => controller.abort(enough));
    try {
      const value = await answer;
      seen.done += 1;
      if (value !== 2 * n) wrong.push(`task ${n} returned ${value}`);
      if (begun[n] !== 1) wrong.push(`task ${n} was done and had begun ${begun[n]} times`);
    } catch (error) {
      if (error === enough) seen.canceled += 1;
      else if (error instanceof ThreadLost) seen.lostWithThread += 1;
      else wrong.push(`task ${n} failed with ${error}`);
      if ((begun[n] as number) > 1) wrong.push(`task ${n} had begun ${begun[n]} times`);
      if (kind === "ordinary" && error === enough)
        wrong.push(`task ${n} was canceled, and nobody asked for it`);
    }
    if (n % 1_024 === 0) peakRssMiB = Math.max(peakRssMiB, process.memoryUsage().rss / 2 ** 20);
  };
  let next = 0;
  const loop = async () => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: together }, loop));
  const settled = seen.done + seen.canceled + seen.lostWithThread;
  if (settled + wrong.length < count) wrong.push(`${count - settled} tasks were lost`);
  return { ...seen, peakRssMiB: Math.round(peakRssMiB), wrong };
}
