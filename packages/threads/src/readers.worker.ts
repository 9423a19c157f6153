// The thread's side of readers: one reader, and its books.
import { setImmediate as nextTurn } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { ReadChapter, ReadersInput } from "@byturns/spec/readers";
import { serve } from "./internal/serve.ts";
import type { Numbers } from "./readers.ts";

export const tasks = { readBooks };
const numbers = serve(tasks) as Numbers;

interface Reading {
  readonly input: ReadersInput;
  readonly books: readonly number[];
}

type Numbered = ReadChapter & { readonly number: number };

async function readBooks({ input, books }: Reading, context: ExampleContext) {
  const { chapters, units, mode } = input;
  const read: Numbered[] = [];
  const desk = new Desk();
  const readBook = async (book: number) => {
    const reader = mode === "side-by-side" ? book : 0;
    for (let chapter = 0; chapter < chapters; chapter++) {
      context.signal.throwIfAborted();
      desk.take(reader, book);
      const digest = context.running(`book ${book}`, () => compute(units, book * chapters + chapter));
      read.push({ book, chapter, reader, digest, number: Atomics.add(numbers, 0, 1) });
      if (mode === "switching") await context.waiting(`book ${book}`, nextTurn());
    }
  };
  if (mode === "switching") await Promise.all(books.map(readBook));
  else for (const book of books) await readBook(book);
  return { read, switches: desk.switches };
}

/** Which book each reader has, and how often a reader changed books. */
class Desk {
  switches = 0;
  readonly #atHand = new Map<number, number>();

  take(reader: number, book: number): void {
    if ((this.#atHand.get(reader) ?? book) !== book) this.switches += 1;
    this.#atHand.set(reader, book);
  }
}
