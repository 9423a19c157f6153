// readers on threads.
//
// Start: each reader is a task of the pool, and reads on a thread of its own while there is one. Cancel: by a message,
// received where a reader yields; one that only computes is ended with its thread. Fail: the failure comes back as data
// and is rebuilt. Cost: a message each way per reader.

import type { ExampleContext } from "@byturns/context";
import type { ReadersInput, ReadersOutput } from "@byturns/spec/readers";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./readers.worker.ts";

export const worker = new URL("./readers.worker.ts", import.meta.url);

/** Holds the number of the next chapter to be read by any reader, so that chapters stand in the order of their reading. */
export type Numbers = Int32Array<SharedArrayBuffer>;

export const pool = { memory: (): Numbers => new Int32Array(new SharedArrayBuffer(4)) };

/** Reads all chapters of all books, in the given `mode`. Rejects when the context's signal is aborted. */
export async function readers(
  input: ReadersInput,
  _context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<ReadersOutput> {
  (pool.memory as Numbers).fill(0);
  const books = Array.from({ length: input.books }, (_, book) => book);
  const reader = (ofBooks: readonly number[]) => pool.run("readBooks", { input, books: ofBooks });
  const done = await Promise.all(
    input.mode === "side-by-side" ? books.map((book) => reader([book])) : [reader(books)],
  );
  const read = done.flatMap((one) => one.read).sort((a, b) => a.number - b.number);
  return {
    read: read.map(({ number: _, ...chapter }) => chapter),
    switches: done.reduce((sum, { switches }) => sum + switches, 0),
  };
}
