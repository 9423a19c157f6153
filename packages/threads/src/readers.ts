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

/** Reads all chapters of all books, in the given `mode`. Rejects when the context's signal is aborted. */
export async function readers(
  input: ReadersInput,
  _context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<ReadersOutput> {
  // Drawn from by all readers, so that chapters stand in the order in which they were really read.
  const numbers = new Int32Array(new SharedArrayBuffer(4));
  const books = Array.from({ length: input.books }, (_, book) => book);
  const reader = (ofBooks: readonly number[]) => pool.run("readBooks", { input, books: ofBooks, numbers });
  const done = await Promise.all(
    input.mode === "side-by-side" ? books.map((book) => reader([book])) : [reader(books)],
  );
  const read = done.flatMap((one) => one.read).sort((a, b) => a.number - b.number);
  return {
    read: read.map(({ number: _, ...chapter }) => chapter),
    switches: done.reduce((sum, { switches }) => sum + switches, 0),
  };
}
