// The same mutex in shared memory; each writer is one task on a thread.
import { Mutex } from "@byturns/threads/mutex";
import type { Pool } from "../pool.ts";
import type { tasks } from "./mutex.worker.ts";

export const worker = new URL("./mutex.worker.ts", import.meta.url);

/** The mutex, and the count that it guards. */
export interface Memory {
  readonly cell: Int32Array<SharedArrayBuffer>;
  readonly count: Int32Array<SharedArrayBuffer>;
}

export const pool = {
  memory: (): Memory => ({ cell: new Mutex().cell, count: new Int32Array(new SharedArrayBuffer(4)) }),
};

interface Input {
  readonly writers: number;
  readonly updates: number;
}

export async function run({ writers, updates }: Input, threads: Pool<typeof tasks>) {
  const { count } = threads.memory as Memory;
  count.fill(0);
  const write = () => threads.run("write", updates);
  await Promise.all(Array.from({ length: writers }, write));
  return { count: Atomics.load(count, 0), observed: null };
}
