// The same mutex in shared memory; each writer is one task on a thread.
import { Mutex } from "@byturns/threads/mutex";
import type { Pool } from "../pool.ts";
import type { tasks } from "./mutex.worker.ts";

export const worker = new URL("./mutex.worker.ts", import.meta.url);

interface Input {
  readonly writers: number;
  readonly updates: number;
}

export async function run({ writers, updates }: Input, threads: Pool<typeof tasks>) {
  const count = new Int32Array(new SharedArrayBuffer(4));
  const { cell } = new Mutex();
  const write = () => threads.run("write", { updates, cell, count });
  await Promise.all(Array.from({ length: writers }, write));
  return { count: Atomics.load(count, 0), observed: null };
}
