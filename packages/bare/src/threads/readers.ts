// A reader a thread, with one book each.
import type { Pool } from "../pool.ts";
import type { tasks } from "./readers.worker.ts";

export const worker = new URL("./readers.worker.ts", import.meta.url);

/** Drawn from by all readers, so that chapters can be put in the order in which they were read. */
export type Numbers = Int32Array<SharedArrayBuffer>;

export const pool = { memory: (): Numbers => new Int32Array(new SharedArrayBuffer(4)) };

interface Input {
  readonly books: number;
  readonly chapters: number;
  readonly units: number;
}

export async function run({ books, chapters, units }: Input, pool: Pool<typeof tasks>) {
  (pool.memory as Numbers).fill(0);
  const readBook = (_: unknown, book: number) => pool.run("readBook", { book, chapters, units });
  const done = await Promise.all(Array.from({ length: books }, readBook));
  const read = done.flat().sort((a, b) => a.number - b.number);
  return { read: read.map(({ number: _, ...chapter }) => chapter), switches: 0 };
}
