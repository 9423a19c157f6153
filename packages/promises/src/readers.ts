// readers on promises.
//
// Start: calling an async function starts its reader, which reads until an await; without one, the next reader waits.
// Cancel: the signal is checked before each chapter, and can change only where a reader yields. Fail: the rejection
// reaches the awaiting caller. Cost: a turn of the loop each time a reader yields.
import { setImmediate as nextTurn } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { ReadChapter, ReadersInput, ReadersOutput } from "@byturns/spec/readers";

/** Reads all chapters of all books, in the given `mode`. Rejects when the context's signal is aborted. */
export async function readers(input: ReadersInput, context: ExampleContext): Promise<ReadersOutput> {
  const { chapters, units, mode } = input;
  const read: ReadChapter[] = [];
  const desk = new Desk();
  const readBook = async (book: number) => {
    const reader = mode === "side-by-side" ? book : 0;
    for (let chapter = 0; chapter < chapters; chapter++) {
      context.signal.throwIfAborted();
      desk.take(reader, book);
      const digest = context.running(`book ${book}`, () => compute(units, book * chapters + chapter));
      read.push({ book, chapter, reader, digest });
      if (mode === "switching") await context.waiting(`book ${book}`, nextTurn());
    }
  };
  const books = Array.from({ length: input.books }, (_, book) => book);
  if (mode === "in-turn") for (const book of books) await readBook(book);
  else await Promise.all(books.map(readBook));
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
