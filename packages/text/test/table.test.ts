import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { length, table, toWidth, wrap } from "../src/table.ts";

const word = fc.string({ unit: fc.constantFrom("a", "µ", "読"), minLength: 1, maxLength: 9 });

describe("wrap()", () => {
  it("keeps every word in order, and every line within the width unless one word is longer", () => {
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 1, max: 30 }), (words, width) => {
        const lines = wrap(words.join(" "), width);
        expect(lines.join(" ").split(" ").filter(Boolean)).toEqual(words);
        for (const line of lines) expect(length(line) <= width || !line.includes(" ")).toBe(true);
      }),
    );
  });

  it("indents every line but the first", () => {
    expect(wrap("one two three", 9, "  ")).toEqual(["one two", "  three"]);
    expect(wrap("", 9)).toEqual([]);
  });
});

describe("table()", () => {
  it("aligns columns to the left or to the right, and leaves no space at the end", () => {
    expect(
      table(
        [
          ["a", "1", "x"],
          ["bc", "10", ""],
        ],
        { right: [1] },
      ),
    ).toEqual(["a    1  x", "bc  10"]);
  });

  it("pads before it paints, so that escape sequences do not change the width", () => {
    const painted = table(
      [
        ["a", "b"],
        ["long", "c"],
      ],
      { paint: (text, column) => (column === 0 ? `<${text}>` : text) },
    );
    expect(painted).toEqual(["<a   >  b", "<long>  c"]);
  });
});

describe("toWidth()", () => {
  it("is always exactly as wide as asked", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 40 }), (text, width) => {
        expect(length(toWidth(text, width))).toBe(width);
      }),
    );
  });
});
