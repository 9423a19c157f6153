// A fiber a book; on one thread that is one after the other.
import { compute } from "@byturns/context";
import * as Effect from "effect/Effect";

interface Input {
  readonly books: number;
  readonly chapters: number;
  readonly units: number;
}

export const run = ({ books, chapters, units }: Input) =>
  Effect.gen(function* () {
    const read: unknown[] = [];
    const readBook = Effect.fnUntraced(function* (_: unknown, book: number) {
      for (let chapter = 0; chapter < chapters; chapter++) {
        const digest = yield* Effect.sync(() => compute(units, book * chapters + chapter));
        read.push({ book, chapter, reader: book, digest });
      }
    });
    yield* Effect.forEach(Array.from({ length: books }), readBook, {
      concurrency: "unbounded",
      discard: true,
    });
    return { read, switches: 0 };
  });
