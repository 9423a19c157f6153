// Books are read side by side; on one thread that is one after the other.
import { compute } from "@byturns/context";

interface Input {
  readonly books: number;
  readonly chapters: number;
  readonly units: number;
}

export async function run({ books, chapters, units }: Input) {
  const read: unknown[] = [];
  const readBook = async (book: number) => {
    for (let chapter = 0; chapter < chapters; chapter++) {
      const digest = compute(units, book * chapters + chapter);
      read.push({ book, chapter, reader: book, digest });
    }
  };
  await Promise.all(Array.from({ length: books }, (_, book) => readBook(book)));
  return { read, switches: 0 };
}
