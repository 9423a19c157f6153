// The thread's side of readers: one book.
import { compute } from "@byturns/context";
import { serve } from "../serve.ts";
import type { Numbers } from "./readers.ts";

export const tasks = { readBook };
const numbers = serve(tasks) as Numbers;

interface Asked {
  readonly book: number;
  readonly chapters: number;
  readonly units: number;
}

function readBook({ book, chapters, units }: Asked) {
  return Array.from({ length: chapters }, (_, chapter) => {
    const digest = compute(units, book * chapters + chapter);
    return { book, chapter, reader: book, digest, number: Atomics.add(numbers, 0, 1) };
  });
}
