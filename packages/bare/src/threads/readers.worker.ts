// The thread's side of readers: one book.
import { compute } from "@byturns/context";
import { serve } from "../serve.ts";

export const tasks = { readBook };
serve(tasks);

interface Asked {
  readonly book: number;
  readonly chapters: number;
  readonly units: number;
  readonly numbers: Int32Array;
}

function readBook({ book, chapters, units, numbers }: Asked) {
  return Array.from({ length: chapters }, (_, chapter) => {
    const digest = compute(units, book * chapters + chapter);
    return { book, chapter, reader: book, digest, number: Atomics.add(numbers, 0, 1) };
  });
}
