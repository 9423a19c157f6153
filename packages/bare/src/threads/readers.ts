// A reader a thread, with one book each.
import type { Pool } from "../pool.ts";
import type { tasks } from "./readers.worker.ts";

export const worker = new URL("./readers.worker.ts", import.meta.url);

interface Input {
  readonly books: number;
  readonly chapters: number;
  readonly units: number;
}

export async function run({ books, chapters, units }: Input, pool: Pool<typeof tasks>) {
  // Drawn from by all readers, so that chapters can be put in the order in which they were read.
  const numbers = new Int32Array(new SharedArrayBuffer(4));
  const readBook = (_: unknown, book: number) => pool.run("readBook", { book, chapters, units, numbers });
  const done = await Promise.all(Array.from({ length: books }, readBook));
  const read = done.flat().sort((a, b) => a.number - b.number);
  return { read: read.map(({ number: _, ...chapter }) => chapter), switches: 0 };
}
