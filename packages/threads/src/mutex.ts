// mutex on threads.
//
// Start: a task is called, on the thread that asks, when that thread holds the mutex, which is a cell of shared memory.
// Cancel: the signal ends the waiting, which leaves the thread free to hear of it; a thread that is ended while it holds the
// mutex keeps it for ever. Fail: as the task does, and the mutex is free again. Cost: two atomic operations; no message.

import type { ExampleContext } from "@byturns/context";
import type { MutexInput, MutexOutput } from "@byturns/spec/mutex";
import type { Pool } from "./internal/pool.ts";
import { waitWhile } from "./internal/wait-while.ts";
import type { tasks as served } from "./mutex.worker.ts";

export const worker = new URL("./mutex.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000 };

export interface MutexOptions {
  /** Gives up waiting for the mutex. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/** What the cell holds. `awaited` tells the one who leaves that it has to wake somebody. */
const state = { free: 0, held: 1, awaited: 2 };

/**
 * Lets one task go on at a time, on whatever thread. Who comes while it is free goes before those who wait. It is not
 * re-entrant: who holds it and asks again waits for ever.
 *
 * Hand `mutex.cell` to another thread, and make a mutex of it there.
 */
export class Mutex {
  /** Shared memory: this is all there is to a mutex. */
  readonly cell: Int32Array<SharedArrayBuffer>;

  constructor(cell = new Int32Array(new SharedArrayBuffer(4))) {
    this.cell = cell;
  }

  /** Whether a task holds it. */
  get locked(): boolean {
    return Atomics.load(this.cell, 0) !== state.free;
  }

  /**
   * Runs `task` while no other task of this mutex runs on any thread.
   *
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * const mutex = new Mutex(cell);
   * await mutex.run(() => {
   *   counts[0] = (counts[0] ?? 0) + 1;
   * });
   * ```
   */
  async run<Result>(task: () => Result | PromiseLike<Result>, options: MutexOptions = {}): Promise<Result> {
    const { signal } = options;
    signal?.throwIfAborted();
    if (Atomics.compareExchange(this.cell, 0, state.free, state.held) !== state.free)
      await this.#wait(signal);
    try {
      signal?.throwIfAborted();
      return await task();
    } finally {
      if (Atomics.exchange(this.cell, 0, state.free) === state.awaited) Atomics.notify(this.cell, 0, 1);
    }
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    // One who has waited cannot know whether others still do, and takes it as awaited.
    while (Atomics.exchange(this.cell, 0, state.awaited) !== state.free) {
      await waitWhile(this.cell, 0, state.awaited, signal);
    }
  }
}

/** Lets the writers update the count, with the mutex or without. Rejects when the context's signal is aborted. */
export async function runMutex(
  input: MutexInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<MutexOutput> {
  const { signal } = context;
  const shared = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
  const count = shared(1);
  const seen = input.observe
    ? { inside: shared(1), peakInside: shared(1), updatesMade: shared(input.writers) }
    : null;
  const { cell } = new Mutex();
  const writers = Array.from({ length: input.writers }, (_, writer) =>
    threads.run("write", { ...input, count, cell, seen, writer }, { signal }),
  );
  const settled = await Promise.allSettled(writers);
  signal.throwIfAborted();
  for (const writer of settled) if (writer.status === "rejected") throw writer.reason;
  return {
    count: Atomics.load(count, 0),
    observed: seen && {
      updatesMade: Array.from(seen.updatesMade),
      peakInside: Atomics.load(seen.peakInside, 0),
    },
  };
}
