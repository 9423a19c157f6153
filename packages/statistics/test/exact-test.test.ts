import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactTest } from "../src/tests/exact-test.ts";

const counts = (values: readonly number[]) => new Map(values.map((count, i) => [`kind ${i}`, count]));

describe("exactTest()", () => {
  it("gives Fisher's value for the lady tasting tea", () => {
    expect(exactTest(counts([3, 1]), counts([1, 3]))).toBeCloseTo(34 / 70, 12);
  });

  it("gives the value of three columns computed by hand", () => {
    // 3 of (2, 2, 2): 20 ways; (2,1,0) in any order weighs 2 each, (1,1,1) weighs 8.
    expect(exactTest(counts([2, 1, 0]), counts([0, 1, 2]))).toBeCloseTo(12 / 20, 12);
    expect(exactTest(counts([1, 1, 1]), counts([1, 1, 1]))).toBeCloseTo(1, 12);
  });

  it("gives about 0 for 50 runs against 50 that share nothing, and 1 for an empty sample", () => {
    expect(exactTest(new Map([["ab", 50]]), new Map([["ba", 50]]))).toBeLessThan(1e-28);
    expect(exactTest(new Map(), new Map([["ba", 50]]))).toBe(1);
  });

  it("is the same both ways, above 0, and 1 for equal samples", () => {
    const sample = fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(sample, sample, (left, right) => {
        const p = exactTest(counts(left), counts(right));
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(exactTest(counts(right), counts(left))).toBeCloseTo(p, 9);
      }),
      { numRuns: 60 },
    );
  });

  it("takes the rarest of more than six kinds for one", () => {
    const [left, right] = [counts([1, 1, 1, 9, 8, 7, 6, 5]), counts([3, 3, 3, 1, 2, 3, 4, 5])];
    const together = exactTest(counts([9, 8, 7, 6, 5, 3]), counts([1, 2, 3, 4, 5, 9]));
    expect(exactTest(left, right)).toBeCloseTo(together, 12);
  });

  it("is the same both ways where kinds that are equally frequent are taken together", () => {
    const kinds = (names: string) => new Map([...names].map((name) => [name, 1]));
    expect(exactTest(kinds("abc"), kinds("defghij"))).toBeCloseTo(
      exactTest(kinds("defghij"), kinds("abc")),
      12,
    );
  });

  it("calls two samples of one distribution different at 0.05 in at most 5 % of all outcomes", () => {
    // All ways to draw 6 and 6 from a coin, weighted: the level is exact, so it can be computed.
    let mass = 0;
    const ways = [1, 6, 15, 20, 15, 6, 1];
    ways.forEach((a, i) => {
      ways.forEach((b, j) => {
        if (exactTest(counts([i, 6 - i]), counts([j, 6 - j])) <= 0.05) mass += (a * b) / 4096;
      });
    });
    expect(mass).toBeLessThanOrEqual(0.05);
    expect(mass).toBeGreaterThan(0);
  });
});
