import { compute } from "@byturns/context/compute";
import * as Schema from "effect/Schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReadChapter, type ReadersInput, type ReadersOutput, readers } from "../src/readers.ts";

const runInfo = { model: "promises", threads: 1 };
const small = { books: 2, chapters: 2, units: 3 };
const inTurn: ReadersInput = { ...small, mode: "in-turn" };
const switching: ReadersInput = { ...small, mode: "switching" };
const sideBySide: ReadersInput = { ...small, mode: "side-by-side" };

const chapter = (book: number, of: number, reader = 0): ReadChapter => ({
  book,
  chapter: of,
  reader,
  digest: compute(small.units, book * small.chapters + of),
});
const [a0, a1, b0, b1] = [chapter(0, 0), chapter(0, 1), chapter(1, 0), chapter(1, 1)] as const;
const [c0, c1] = [chapter(1, 0, 1), chapter(1, 1, 1)] as const;

const check = (input: ReadersInput, read: readonly ReadChapter[], switches: number) =>
  readers.check(input, { read, switches }, runInfo);

describe("readers.check()", () => {
  it("accepts book after book, with one switch between two", () => {
    expect(check(inTurn, [a0, a1, b0, b1], 1)).toEqual([]);
  });

  it("accepts books that alternate, with a switch after each chapter", () => {
    expect(check(switching, [a0, b0, a1, b1], 3)).toEqual([]);
  });

  it("accepts whatever readers of their own books do, as long as each keeps the order of chapters", () => {
    const inOrder = fc.shuffledSubarray([0, 0, 1, 1], { minLength: 4 });
    fc.assert(
      fc.property(inOrder, (books) => {
        const next = [0, 0];
        const read = books.map((book) => chapter(book, (next[book] as number)++, book));
        expect(check(sideBySide, read, 0)).toEqual([]);
      }),
    );
  });

  it.each<[string, ReadersInput, readonly ReadChapter[], number, string]>([
    ["a chapter is missing", inTurn, [a0, a1, b0], 1, "3 chapters were read, not 4"],
    [
      "a chapter is read twice",
      inTurn,
      [a0, a0, b0, b1],
      1,
      "chapter 0 of book 0 was read where chapter 1 was next",
    ],
    [
      "chapters are out of order",
      sideBySide,
      [a1, a0, c0, c1],
      0,
      "chapter 1 of book 0 was read where chapter 0 was next",
    ],
    [
      "a book is none of them",
      inTurn,
      [a0, a1, b0, chapter(2, 0)],
      2,
      "read where chapter undefined was next",
    ],
    ["a chapter was not computed", inTurn, [a0, { ...a1, digest: 1 }, b0, b1], 1, "came to 1, not"],
    ["books in turn alternate", inTurn, [a0, b0, a1, b1], 3, "when it was the turn of book 0"],
    ["a reader does not switch", switching, [a0, a1, b0, b1], 1, "when it was the turn of book 1"],
    ["books share a reader", sideBySide, [a0, a1, b0, b1], 1, "was read by reader 0, not 1"],
    ["one reader is two", inTurn, [a0, a1, c0, c1], 0, "was read by reader 1, not 0"],
    ["switches are miscounted", switching, [a0, b0, a1, b1], 2, "2 switches, where there were 3"],
  ])("rejects it when %s", (_, input, read, switches, line) => {
    expect(check(input, read, switches)).toContainEqual(expect.stringContaining(line));
  });
});

describe("readers.ideal()", () => {
  it("names no time, but how many can read at once", () => {
    expect(readers.ideal(sideBySide, 8)).toMatchObject({
      ms: undefined,
      why: expect.stringContaining("by 2,"),
    });
    expect(readers.ideal(switching, 8).why).toContain("by 1,");
  });
});

describe("readers.metrics", () => {
  const seen = { wallMs: 6, cpuMs: 12 };
  const figures = (input: ReadersInput) => readers.metrics.map((metric) => metric.of(seen, input, 2));

  it("are the time per unit and the readers at once", () => {
    expect(figures(sideBySide)).toEqual([500, 2]);
  });

  it("have no time per unit where nothing is computed", () => {
    expect(figures({ ...sideBySide, units: 0 })[0]).toBeUndefined();
  });
});

describe("readers.input", () => {
  it("accepts each of its own inputs", () => {
    for (const input of Object.values(readers.inputs)) {
      expect(Schema.decodeUnknownSync(readers.input)(input)).toEqual(input);
    }
  });

  it.each([{ books: 0 }, { chapters: 0 }, { units: -1 }, { units: 0.5 }, { mode: "upside-down" }])(
    "refuses %o",
    (change) => {
      expect(() => Schema.decodeUnknownSync(readers.input)({ ...inTurn, ...change })).toThrow();
    },
  );
});

describe("readers.output", () => {
  it("survives transfer between processes", () => {
    const output: ReadersOutput = { read: [a0, a1, b0, b1], switches: 1 };
    expect(Schema.decodeUnknownSync(readers.output)(JSON.parse(JSON.stringify(output)))).toEqual(output);
  });
});
