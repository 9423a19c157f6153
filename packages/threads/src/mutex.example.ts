// mutex on threads, as an example: writers that update one count in shared memory, with a `Mutex` and without.
import type { ExampleContext } from "@byturns/context";
import type { MutexInput, MutexOutput } from "@byturns/spec/mutex";
import type { Pool } from "./internal/pool.ts";
import { Mutex } from "./mutex.ts";
import type { tasks as served } from "./mutex.worker.ts";

export const worker = new URL("./mutex.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: sharedMemory };

/** All that the writers share, handed to every thread when the pool opens. */
export interface MutexMemory {
  readonly cell: Int32Array<SharedArrayBuffer>;
  readonly count: Int32Array<SharedArrayBuffer>;
  readonly inside: Int32Array<SharedArrayBuffer>;
  readonly peakInside: Int32Array<SharedArrayBuffer>;
  /** For each writer. */
  readonly updatesMade: Int32Array<SharedArrayBuffer>;
}

/** Has the writers update the count, with the mutex or without. Rejects when the context's signal is aborted. */
export async function runMutex(
  input: MutexInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<MutexOutput> {
  const { writers, updates, gapMs, guarded, observe } = input;
  const { signal } = context;
  const memory = threads.memory as MutexMemory;
  for (const cells of Object.values(memory)) cells.fill(0);
  const asked = { updates, gapMs, guarded, observe };
  const all = Array.from({ length: writers }, (_, writer) =>
    threads.run("write", { ...asked, writer }, { signal }),
  );
  const settled = await Promise.allSettled(all);
  signal.throwIfAborted();
  for (const writer of settled) if (writer.status === "rejected") throw writer.reason;
  const { count, updatesMade, peakInside } = memory;
  return {
    count: Atomics.load(count, 0),
    observed: observe
      ? { updatesMade: Array.from(updatesMade.subarray(0, writers)), peakInside: Atomics.load(peakInside, 0) }
      : null,
  };
}

/** The most writers that an input may have. */
const mostWriters = 1_000;

function sharedMemory(): MutexMemory {
  const cells = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
  const { cell } = new Mutex();
  return { cell, count: cells(1), inside: cells(1), peakInside: cells(1), updatesMade: cells(mostWriters) };
}
