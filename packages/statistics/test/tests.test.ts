import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jainIndex } from "../src/figures/jain.ts";
import { holm } from "../src/tests/holm.ts";
import { mannWhitney, pairsCutOff } from "../src/tests/mann-whitney.ts";
import { wilson } from "../src/tests/wilson.ts";

// Hollander and Wolfe, Nonparametric Statistical Methods (1973), page 69: permeability at term and at 12 to 26 weeks.
const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const early = [1.15, 0.88, 0.9, 0.74, 1.21];
// R's airquality: ozone in May and in August.
const may = [
  41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37,
];
const august = [
  39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85,
];
const sample = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 20 });

describe("mannWhitney()", () => {
  it("gives Hollander and Wolfe's U = 35 and p = 2 × 0.1272", () => {
    const { u, p, method } = mannWhitney(term, early);
    expect({ u, method }).toEqual({ u: 35, method: "exact" });
    expect(p).toBeCloseTo(0.2544122544, 9);
  });

  it("gives R's U = 127.5 and p = 0.0001208 for ozone, which has ties", () => {
    const { u, p, method } = mannWhitney(may, august);
    expect({ u, method }).toEqual({ u: 127.5, method: "normal" });
    expect(p).toBeCloseTo(0.000120807831, 7);
  });

  it("gives U = 11 and 25 for the race of tortoises and hares", () => {
    // THHHHHTTTTTH, from first to last: the example of Wikipedia's article.
    const order = "THHHHHTTTTTH".split("").map((animal, i) => ({ animal, place: -i }));
    const places = (animal: string) => order.filter((one) => one.animal === animal).map(({ place }) => place);
    expect(mannWhitney(places("T"), places("H")).u).toBe(11);
    expect(mannWhitney(places("H"), places("T")).u).toBe(25);
  });

  it("gives the exact p of two samples of 30, as SciPy does", () => {
    const upTo = Array.from({ length: 30 }, (_, i) => i);
    expect(
      mannWhitney(
        upTo,
        upTo.map((value) => value + 4.5),
      ).p,
    ).toBeCloseTo(0.0653991147, 9);
  });

  it("is at or below each level in at most that share of all ways to split 12 values in two", () => {
    const splits = Array.from({ length: 2 ** 12 }, (_, bits) =>
      Array.from({ length: 12 }, (_, i) => i).filter((i) => (bits >> i) & 1),
    ).filter(({ length }) => length === 6);
    const p = splits.map(
      (a) =>
        mannWhitney(
          a,
          Array.from({ length: 12 }, (_, i) => i).filter((i) => !a.includes(i)),
        ).p,
    );
    for (const level of [0.005, 0.01, 0.05, 0.2, 0.5]) {
      const share = p.filter((value) => value <= level).length / p.length;
      expect(share).toBeLessThanOrEqual(level);
      expect(share).toBeGreaterThan(level * 0.7);
    }
  });

  it("is symmetric, and does not depend on order or scale", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const there = mannWhitney(a, b);
        const back = mannWhitney(b, a);
        expect(there.u + back.u).toBe(a.length * b.length);
        expect(back.p).toBeCloseTo(there.p, 12);
        const changed = mannWhitney(
          a.toReversed().map((value) => value * 8),
          b.map((value) => value * 8),
        );
        expect(changed).toEqual(there);
        expect(there.p).toBeGreaterThan(0);
        expect(there.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("finds nothing between samples with all values equal", () => {
    expect(mannWhitney([1, 1, 1], [1, 1]).p).toBe(1);
  });

  it("rejects an empty sample", () => {
    expect(() => mannWhitney([], [1])).toThrow("Cannot use a: it needs at least 1 value and has 0");
  });
});

describe("pairsCutOff()", () => {
  it("is the table of critical values at 5 % and 1 %, two-sided, plus one", () => {
    // Siegel and Castellan's (and most books') table: U <= critical is significant.
    const critical = [
      [5, 5, 2, 0],
      [8, 8, 13, 7],
      [10, 10, 23, 16],
      [15, 15, 64, 51],
      [20, 20, 127, 105],
    ] as const;
    for (const [m, n, at5, at1] of critical) {
      expect([m, n, pairsCutOff(m, n, 0.05) - 1, pairsCutOff(n, m, 0.01) - 1]).toEqual([m, n, at5, at1]);
    }
    expect(pairsCutOff(3, 3, 0.05)).toBe(0);
  });
});

describe("holm()", () => {
  it("gives the worked example of the procedure's article in Wikipedia, as R's p.adjust does", () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => {
      expect(corrected[i]).toBeCloseTo(p, 12);
    });
  });

  it("keeps the order, never lowers a value, and is between no correction and Bonferroni's", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        const corrected = holm(p);
        p.forEach((own, i) => {
          const here = corrected[i] as number;
          expect(here).toBeGreaterThanOrEqual(own);
          expect(here).toBeLessThanOrEqual(Math.min(1, own * p.length));
          p.forEach((other, j) => {
            if (own < other) expect(here).toBeLessThanOrEqual(corrected[j] as number);
          });
        });
      }),
    );
  });

  it("rejects an invalid probability", () => {
    expect(() => holm([0.5, 1.5])).toThrow("Cannot correct p value 1, 1.5: it must be within 0 … 1");
  });
});

describe("wilson()", () => {
  it("gives the intervals of Newcombe (1998), table I, method 3", () => {
    const table = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [hits, trials, low, high] of table) {
      expect(wilson(hits, trials).low).toBeCloseTo(low, 4);
      expect(wilson(hits, trials).high).toBeCloseTo(high, 4);
    }
  });

  it("ends at exactly 0 or 1 where nothing was hit, or everything", () => {
    for (let trials = 1; trials <= 200; trials++) {
      expect(wilson(0, trials).low).toBe(0);
      expect(wilson(trials, trials).high).toBe(1);
    }
  });

  it("rejects more hits than trials, and no trials", () => {
    expect(() => wilson(3, 2)).toThrow("hits must be within 0 … 2");
    expect(() => wilson(0, 0)).toThrow(RangeError);
  });
});

describe("jainIndex()", () => {
  it("is k / n when k of n users share everything: the example of Jain, Chiu and Hawe (1984)", () => {
    expect(jainIndex([...new Array(20).fill(5), ...new Array(80).fill(0)])).toBeCloseTo(0.2, 12);
    expect(jainIndex([1, 1, 1])).toBe(1);
    expect(jainIndex([0, 0])).toBe(1);
  });

  it("is within 1 / n … 1 and does not depend on scale", () => {
    const share = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), fc.integer({ min: 1, max: 1_000 }), (shares, scale) => {
        const index = jainIndex(shares);
        expect(index).toBeGreaterThanOrEqual(1 / shares.length - 1e-12);
        expect(index).toBeLessThanOrEqual(1 + 1e-12);
        expect(jainIndex(shares.map((one) => one * scale))).toBeCloseTo(index, 9);
      }),
    );
  });

  it("rejects a negative share", () => {
    expect(() => jainIndex([1, -1])).toThrow("value 1 must be >= 0 and is -1");
  });
});
