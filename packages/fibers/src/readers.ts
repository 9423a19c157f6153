// readers on fibers.
//
// Start: one fiber for each reader, on the only thread. Cancel: interruption, between two operations of a fiber and wherever
// one yields. Fail: errors are typed; this effect cannot fail. Cost: one fiber per reader, and one turn of the scheduler each
// time one yields.

import { compute } from "@byturns/context";
import type { ReadChapter, ReadersInput, ReadersOutput } from "@byturns/spec/readers";
import * as Effect from "effect/Effect";
import { running, waiting } from "./internal/spans.ts";

/** Reads all chapters of all books, in the given `mode`. */
export const readers = Effect.fnUntraced(function* (input: ReadersInput): Effect.fn.Return<ReadersOutput> {
  const { chapters, units, mode } = input;
  const read: ReadChapter[] = [];
  const desk = new Desk();
  const readBook = Effect.fnUntraced(function* (book: number) {
    const reader = mode === "side-by-side" ? book : 0;
    for (let chapter = 0; chapter < chapters; chapter++) {
      desk.take(reader, book);
      const computing = Effect.sync(() => compute(units, book * chapters + chapter));
      const digest = yield* computing.pipe(running(`book ${book}`));
      read.push({ book, chapter, reader, digest });
      if (mode === "switching") yield* Effect.yieldNow.pipe(waiting(`book ${book}`));
    }
  });
  const books = Array.from({ length: input.books }, (_, book) => book);
  const concurrency = mode === "in-turn" ? 1 : "unbounded";
  yield* Effect.forEach(books, readBook, { concurrency, discard: true });
  return { read, switches: desk.switches };
});

/** Which book each reader has, and how often a reader changed books. */
class Desk {
  switches = 0;
  readonly #atHand = new Map<number, number>();

  take(reader: number, book: number): void {
    if ((this.#atHand.get(reader) ?? book) !== book) this.switches += 1;
    this.#atHand.set(reader, book);
  }
}
