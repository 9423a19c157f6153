// readers: books whose chapters cost computing, read by one reader, by one that switches, or by one per book.
import { compute } from "@byturns/context/compute";
import * as Schema from "effect/Schema";
import { oncePerInput } from "./once-per-input.ts";
import { defineSpec } from "./spec.ts";

export const ReadersInput = Schema.Struct({
  books: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })),
  /** Chapters of each book. */
  chapters: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000 })),
  /** Computing that a chapter takes; a unit is about a microsecond. */
  units: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
  /**
   * `in-turn`: one reader, one book after the other. `switching`: one reader, which yields to the next book after each
   * chapter. `side-by-side`: a reader for each book, which reads it in one go.
   */
  mode: Schema.Literals(["in-turn", "switching", "side-by-side"]),
});

export const ReadChapter = Schema.Struct({
  book: Schema.Int,
  chapter: Schema.Int,
  /** 0 where there is one reader, and the book's number where each book has its own. */
  reader: Schema.Int,
  /** The result of the computing; its seed is `book * chapters + chapter`. */
  digest: Schema.Int,
});

export const ReadersOutput = Schema.Struct({
  /** In the order in which they were read; books, chapters and readers count from 0. */
  read: Schema.Array(ReadChapter),
  /** How often a reader switched from one book to another. */
  switches: Schema.Int,
});

export type ReadersInput = typeof ReadersInput.Type;
export type ReadChapter = typeof ReadChapter.Type;
export type ReadersOutput = typeof ReadersOutput.Type;

const few = { books: 3, chapters: 4, units: 20 };
const some = { books: 4, chapters: 8, units: 250 };
const many = { books: 4, chapters: 10, units: 50_000 };

export const readers = defineSpec({
  id: "readers",
  title: "Readers",
  question: "One reader, one reader switching books, or a reader for each book?",
  origin: "The article's picture of concurrency and parallelism: books, and who reads them.",
  input: ReadersInput,
  output: ReadersOutput,
  inputs: {
    article: { ...many, mode: "side-by-side" },
    "article-in-turn": { ...many, mode: "in-turn" },
    "article-switching": { ...many, mode: "switching" },
    test: { ...few, mode: "side-by-side" },
    "test-in-turn": { ...few, mode: "in-turn" },
    "test-switching": { ...few, mode: "switching" },
    "test-one-book": { books: 1, chapters: 3, units: 0, mode: "switching" },
    bench: { ...some, mode: "side-by-side" },
    "bench-in-turn": { ...some, mode: "in-turn" },
    "bench-switching": { ...some, mode: "switching" },
  },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "Books are read chapter by chapter, each chapter a computation, by one reader, by one who switches, or by a reader for each book.",
    inModel: {
      promises: "A reader is an async function that gives way after a chapter where it switches.",
      fibers: "A reader is a fiber that yields after a chapter where it switches.",
      threads: "A reader is a task on a thread.",
    },
    objections: [
      {
        objection: "Computing on one thread cannot get quicker by taking turns.",
        answer: "Right: that is what the example shows; only threads read side by side.",
      },
    ],
  },
  check(input, output) {
    const { books, chapters, mode } = input;
    const { read } = output;
    if (read.length !== books * chapters) {
      return [`${read.length} chapters were read, not ${books * chapters}`];
    }
    const wrong: string[] = [];
    const nextOf = new Array<number>(books).fill(0);
    const digests = digestsOf(input);
    read.forEach(({ book, chapter, reader, digest }, i) => {
      const of = `chapter ${chapter} of book ${book}`;
      const next = nextOf[book];
      if (chapter !== next) wrong.push(`${of} was read where chapter ${next} was next`);
      else if (digest !== digests[book * chapters + chapter]) {
        wrong.push(`${of} came to ${digest}, not ${digests[book * chapters + chapter]}`);
      }
      nextOf[book] = chapter + 1;
      const readerOfBook = mode === "side-by-side" ? book : 0;
      if (reader !== readerOfBook) wrong.push(`${of} was read by reader ${reader}, not ${readerOfBook}`);
      const due = mode === "in-turn" ? Math.floor(i / chapters) : mode === "switching" ? i % books : book;
      if (book !== due) wrong.push(`${of} was read at ${i}, when it was the turn of book ${due}`);
    });
    const switches = switchesOf(read);
    if (output.switches !== switches) wrong.push(`${output.switches} switches, where there were ${switches}`);
    return wrong;
  },
  ideal({ books, mode }, threads) {
    const atOnce = mode === "side-by-side" ? Math.min(books, threads) : 1;
    return {
      ms: undefined,
      why: `the computing of all chapters, divided by ${atOnce}, the readers that can run at once; how long a chapter takes is the processor's business`,
    };
  },
  metrics: [
    {
      id: "time-per-unit",
      title: "Time per unit of computing",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { books, chapters, units }) =>
        units === 0 ? undefined : (wallMs * 1_000) / (books * chapters * units),
    },
    {
      id: "at-once",
      title: "Readers at once",
      unit: "CPU time ÷ wall time",
      better: "higher",
      of: ({ cpuMs, wallMs }) => (wallMs === 0 ? undefined : cpuMs / wallMs),
    },
  ],
});

/** How often a reader's next chapter is of another book. */
function switchesOf(read: readonly ReadChapter[]): number {
  const atHand = new Map<number, number>();
  let switches = 0;
  for (const { reader, book } of read) {
    if ((atHand.get(reader) ?? book) !== book) switches += 1;
    atHand.set(reader, book);
  }
  return switches;
}

const digestsOf = oncePerInput(({ books, chapters, units }: ReadersInput) =>
  Array.from({ length: books * chapters }, (_, seed) => compute(units, seed)),
);
