import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareAll, compareCells, countFalseAlarms } from "../../src/statistics/compare.ts";
import { pairwiseRatio } from "../../src/statistics/pairwise-ratio.ts";
import { ratioOfMedians } from "../../src/statistics/ratio-of-medians.ts";
import { claimOf, type Interval, verdictOf } from "../../src/statistics/verdict.ts";
import { makeForks } from "./noise.ts";

const forks = fc.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 30 });
const ratios = {
  pairwiseRatio,
  ratioOfMedians: (a: number[], b: number[]) => ratioOfMedians(a, b, { resamples: 200 }),
};
const close = (one: Interval, other: Interval) => {
  for (const end of ["estimate", "low", "high"] as const) {
    expect(one[end] / other[end]).toBeCloseTo(1, 9);
  }
};

describe.each(Object.entries(ratios))("%s()", (_, ratio) => {
  it("becomes its inverse when both cells are exchanged", () => {
    fc.assert(
      fc.property(forks, forks, (a, b) => {
        const { estimate, low, high } = ratio(a, b);
        close(ratio(b, a), { estimate: 1 / estimate, low: 1 / high, high: 1 / low });
      }),
    );
  });

  it("sees no unit", () => {
    fc.assert(
      fc.property(forks, forks, fc.integer({ min: -9, max: 9 }), (a, b, power) => {
        const scaled = (values: number[]) => values.map((value) => value * 2 ** power);
        close(ratio(scaled(a), scaled(b)), ratio(a, b));
      }),
    );
  });

  it("knows no order of forks, and holds its estimate", () => {
    fc.assert(
      fc.property(forks, forks, (a, b) => {
        const there = ratio(a, b);
        expect(ratio(a.toReversed(), b.toSorted())).toEqual(there);
        expect(there.low).toBeLessThanOrEqual(there.high);
      }),
    );
  });

  it("refuses values that are not above 0", () => {
    expect(() => ratio([1, 0], [1])).toThrow("Cannot use a: value 1 must be > 0 and is 0");
    expect(() => ratio([1], [Number.POSITIVE_INFINITY])).toThrow("value 0 must be finite");
  });
});

describe("pairwiseRatio()", () => {
  it("grows with the cell above", () => {
    fc.assert(
      fc.property(forks, forks, fc.double({ min: 0.01, max: 100, noNaN: true }), (a, b, factor) => {
        const { estimate, low, high } = pairwiseRatio(a, b);
        const slower = pairwiseRatio(
          a.map((value) => value * factor),
          b,
        );
        close(slower, { estimate: estimate * factor, low: low * factor, high: high * factor });
      }),
    );
  });

  it("is Hodges and Lehmann's shift of 0.305 for Hollander and Wolfe's permeabilities, on logarithms", () => {
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46].map(Math.exp);
    const early = [1.15, 0.88, 0.9, 0.74, 1.21].map(Math.exp);
    const { estimate, low, high } = pairwiseRatio(term, early);
    // R's wilcox.test(conf.int = TRUE) has these ends: the 9th smallest and greatest of 50 differences.
    expect([estimate, low, high].map((value) => Number(Math.log(value).toFixed(6)))).toEqual([
      0.305, -0.15, 0.76,
    ]);
  });

  it("covers the true ratio about as often as it says, slow processes included", () => {
    const makeMs = makeForks(5);
    const runs = 2_000;
    const covered = Array.from({ length: runs }, () => pairwiseRatio(makeMs(1.1, 15), makeMs(1, 15))).filter(
      ({ low, high }) => low <= 1.1 && high >= 1.1,
    ).length;
    expect(covered / runs).toBeGreaterThan(0.94);
    expect(covered / runs).toBeLessThan(0.97);
  });
});

describe("ratioOfMedians()", () => {
  it("does not change from call to call, and does with its seed", () => {
    const [a, b] = [
      [1, 2, 3, 4, 5.5, 6, 7.5],
      [2, 3, 3.5, 4, 6, 7, 8],
    ];
    const first = ratioOfMedians(a, b, { resamples: 101, seed: 1 });
    expect(ratioOfMedians(a, b, { resamples: 101, seed: 1 })).toEqual(first);
    const others = [2, 3, 4, 5].map((seed) => ratioOfMedians(a, b, { resamples: 101, seed }));
    expect(others.some(({ low, high }) => low !== first.low || high !== first.high)).toBe(true);
    expect(() => ratioOfMedians(a, b, { resamples: 10 })).toThrow("Cannot take 10 resamples");
  });

  it("resamples medians as often as Efron's (1979) formula says", () => {
    // Of 3 values the resampled median is the smallest in 7 of 27 resamples, so a 95 % interval holds all three.
    expect(ratioOfMedians([1, 2, 4], [1, 1, 1])).toEqual({ estimate: 2, low: 1, high: 4 });
    // Of 7 values it is the smallest or the greatest in 1.0 % each, and one of the next in 10.2 %.
    const { low, high } = ratioOfMedians([1, 2, 3, 4, 5, 6, 7], [1, 1, 1]);
    expect([low, high].map((end) => Number(end.toFixed(9)))).toEqual([2, 6]);
  });
});

describe("verdictOf()", () => {
  const at = (estimate: number, low: number, high: number) => ({ estimate, low, high });

  it("calls different what is significant at 1 % and outside the band, either way", () => {
    expect(verdictOf(at(1.05, 1.02, 1.08), 0.01, "verdicts")).toBe("different");
    expect(verdictOf(at(0.9, 0.88, 0.93), 0.001, "verdicts")).toBe("different");
    expect(verdictOf(at(1.05, 1.001, 1.1), 0.02, "verdicts")).toBe("inconclusive");
    expect(verdictOf(at(1.05, 1.02, 1.08), 0.001, "verdicts", 1.06)).toBe("inconclusive");
  });

  it("calls equivalent what lies within the band, significant or not", () => {
    expect(verdictOf(at(1.01, 0.99, 1.03), 0.4, "verdicts")).toBe("equivalent");
    expect(verdictOf(at(1.02, 1.01, 1.029), 0.001, "verdicts")).toBe("equivalent");
    expect(verdictOf(at(1, 0.96, 1.02), 0.9, "verdicts")).toBe("inconclusive");
  });

  it("claims only factors of 2 and more of few forks, and nothing of fewer", () => {
    expect(verdictOf(at(2.5, 2.1, 3), 0.01, "indicative")).toBe("indicative");
    expect(verdictOf(at(0.3, 0.2, 0.45), 0.01, "indicative")).toBe("indicative");
    expect(verdictOf(at(2.5, 1.9, 3), 0.01, "indicative")).toBe("inconclusive");
    expect(verdictOf(at(9, 8, 10), 0.001, "correctness")).toBe("unclaimed");
    expect([4, 5, 9, 10].map(claimOf)).toEqual(["correctness", "indicative", "indicative", "verdicts"]);
  });
});

describe("compareCells()", () => {
  it("goes by the cell that has fewer forks", () => {
    const makeMs = makeForks(3, 0.001);
    expect(compareCells(makeMs(3, 5), makeMs(1, 15)).verdict).toBe("indicative");
    expect(compareCells(makeMs(3, 15), makeMs(1, 15)).verdict).toBe("different");
    expect(compareCells(makeMs(3, 4), makeMs(1, 15)).verdict).toBe("unclaimed");
  });

  it("calls equal cells different in about 1 % of cases at most, whatever their forks look like", () => {
    for (const spread of [0.016, 0.16]) {
      const makeMs = makeForks(11, spread);
      const twins = Array.from({ length: 4_000 }, () => ({ a: makeMs(1, 15), b: makeMs(1, 15) }));
      // 40 are expected at most, and chance has a standard deviation of 6.
      expect(countFalseAlarms(twins).different).toBeLessThanOrEqual(60);
    }
  });

  it("finds 10 % in 95 % and 5 % in 80 % of comparisons of 15 forks", () => {
    const makeMs = makeForks(13, 0.02);
    const found = (slowdown: number) =>
      Array.from({ length: 1_000 }, () => compareCells(makeMs(1 + slowdown, 15), makeMs(1, 15))).filter(
        ({ verdict, ratio }) => verdict === "different" && ratio.estimate > 1,
      ).length;
    expect(found(0.1)).toBeGreaterThanOrEqual(950);
    expect(found(0.05)).toBeGreaterThanOrEqual(800);
  });

  it("gives the same verdict whichever cell comes first", () => {
    fc.assert(
      fc.property(forks, forks, (a, b) => {
        const [there, back] = [compareCells(a, b), compareCells(b, a)];
        expect([back.verdict, back.claim]).toEqual([there.verdict, there.claim]);
      }),
    );
  });

  it("refuses a band below 1", () => {
    expect(() => compareCells([1], [1], { band: 0.9 })).toThrow(
      "Cannot compare with the band 0.9: it must be >= 1",
    );
  });
});

describe("compareAll()", () => {
  it("hands each pair back, with p values corrected together", () => {
    const makeMs = makeForks(17);
    const pairs = [1, 1.01, 1.2].map((ms) => ({ name: `${ms}`, a: makeMs(ms, 15), b: makeMs(1, 15) }));
    const compared = compareAll(pairs);
    expect(compared.map(({ pair }) => pair.name)).toEqual(["1", "1.01", "1.2"]);
    for (const { p, pHolm } of compared) expect(pHolm).toBeGreaterThanOrEqual(p);
    expect(compared[2]?.pHolm).toBe((compared[2]?.p ?? 0) * 3);
  });
});
