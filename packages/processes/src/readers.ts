// readers on processes.
//
// Start: each reader is a task of the pool, and reads in a process of its own while there is one: the answer that the
// article ends with. Cancel: by a message, which a reader notices where it yields; one that only computes is killed
// with its process. Fail: the failure comes back as data and is rebuilt. Cost: a message each way per reader.
import type { ExampleContext } from "@byturns/context";
import type { ReadersInput, ReadersOutput } from "@byturns/spec/readers";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./readers.child.ts";

export const child = new URL("./readers.child.ts", import.meta.url);

/** Reads all chapters of all books, in the given `mode`. Rejects when the context's signal is aborted. */
export async function readers(
  input: ReadersInput,
  _context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<ReadersOutput> {
  const books = Array.from({ length: input.books }, (_, book) => book);
  const reader = (ofBooks: readonly number[]) => pool.run("readBooks", { input, books: ofBooks });
  const done = await Promise.all(
    input.mode === "side-by-side" ? books.map((book) => reader([book])) : [reader(books)],
  );
  // By the clock that all processes share, to which they are aligned within a fraction of a message; a sort keeps the order of
  // chapters that one reader has read within one tick.
  const read = done.flatMap((one) => one.read).sort((a, b) => a.atMs - b.atMs);
  return {
    read: read.map(({ atMs: _, ...chapter }) => chapter),
    switches: done.reduce((sum, { switches }) => sum + switches, 0),
  };
}
