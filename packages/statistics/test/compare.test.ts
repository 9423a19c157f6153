import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareAll, compareCells, countFalseAlarms } from "../src/compare.ts";
import { hasBothEnds, lowerHalfRatio, lowerHalfTest } from "../src/tests/lower-half.ts";
import { pairwiseRatio } from "../src/tests/pairwise-ratio.ts";
import { ratioOfMedians } from "../src/tests/ratio-of-medians.ts";
import { claimOf, type Interval, verdictOf } from "../src/verdict.ts";
import { makeForks } from "./noise.ts";

const forks = fc.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 30 });
const ratios = {
  lowerHalfRatio,
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

  it("does not depend on the unit", () => {
    fc.assert(
      fc.property(forks, forks, fc.integer({ min: -9, max: 9 }), (a, b, power) => {
        const scaled = (values: number[]) => values.map((value) => value * 2 ** power);
        close(ratio(scaled(a), scaled(b)), ratio(a, b));
      }),
    );
  });

  it("does not depend on the order of forks, and has an interval around its estimate", () => {
    fc.assert(
      fc.property(forks, forks, (a, b) => {
        const there = ratio(a, b);
        expect(ratio(a.toReversed(), b.toSorted())).toEqual(there);
        expect(there.low).toBeLessThanOrEqual(there.high);
      }),
    );
  });

  it("rejects values that are not above 0", () => {
    expect(() => ratio([1, 0], [1])).toThrow("Cannot use a: value 1 must be > 0 and is 0");
    expect(() => ratio([1], [Number.POSITIVE_INFINITY])).toThrow("value 0 must be finite");
  });
});

describe.each(Object.entries({ lowerHalfRatio, pairwiseRatio }))("%s()", (_, ratio) => {
  it("grows with its numerator", () => {
    // Distinct by far more than a rounding error, so that the same pairs stay in the same order.
    const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(distinct, distinct, fc.integer({ min: -6, max: 6 }), (a, b, power) => {
        const factor = 2 ** power;
        const { estimate, low, high } = ratio(a, b);
        const slower = ratio(
          a.map((value) => value * factor),
          b,
        );
        close(slower, { estimate: estimate * factor, low: low * factor, high: high * factor });
      }),
    );
  });

  it("covers the true ratio about as often as stated, slow processes included", () => {
    const makeMs = makeForks(5);
    const runs = 2_000;
    const covered = Array.from({ length: runs }, () => ratio(makeMs(1.1, 15), makeMs(1, 15))).filter(
      ({ low, high }) => low <= 1.1 && high >= 1.1,
    ).length;
    expect(covered / runs).toBeGreaterThan(0.94);
    expect(covered / runs).toBeLessThan(0.97);
  });
});

describe("lowerHalfTest()", () => {
  it("is the same both ways where values are equal", () => {
    const few = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(few, few, (a, b) => {
        expect(lowerHalfTest(a, b)).toBeCloseTo(lowerHalfTest(b, a), 9);
      }),
    );
  });

  const whole = fc.uniqueArray(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 24 });
  const split = fc.tuple(whole, fc.double({ min: 0, max: 1, noNaN: true })).map(([all, share]) => {
    const first = Math.min(all.length - 1, Math.max(1, Math.round(share * all.length)));
    return [all.slice(0, first), all.slice(first)] as const;
  });

  it("is at or below each level in at most that share of all ways to split 12 values in two", () => {
    const twelve = Array.from({ length: 12 }, (_, i) => i);
    const p = Array.from({ length: 2 ** 12 }, (_, bits) => twelve.filter((i) => (bits >> i) & 1))
      .filter(({ length }) => length === 6)
      .map((a) =>
        lowerHalfTest(
          a,
          twelve.filter((i) => !a.includes(i)),
        ),
      );
    // Sums are far apart if few ways lead to them.
    for (const level of [0.01, 0.05, 0.2, 0.5]) {
      const share = p.filter((value) => value <= level).length / p.length;
      expect(share).toBeLessThanOrEqual(level);
      expect(share).toBeGreaterThan(level * (level < 0.05 ? 0.2 : 0.5));
    }
  });

  it("counts the ways to choose positions where values are equal", () => {
    const six = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(six, six, (a, b) => {
        const all = [...a, ...b].toSorted((x, y) => x - y);
        const scores = all.map((value) => {
          const shared = all.flatMap((other, i) => (other === value ? [Math.min(2 * i + 1, 12)] : []));
          return shared.reduce((sum, score) => sum + score, 0) / shared.length;
        });
        const scoreOf = (values: readonly number[]) =>
          values.reduce((sum, value) => sum + (scores[all.indexOf(value)] as number), 0);
        const sums = Array.from({ length: 2 ** 12 }, (_, bits) => all.filter((_, i) => (bits >> i) & 1))
          .filter(({ length }) => length === 6)
          .map(scoreOf);
        const sum = scoreOf(a);
        const atMost = sums.filter((one) => one <= sum + 1e-9).length;
        const atLeast = sums.filter((one) => one >= sum - 1e-9).length;
        expect(lowerHalfTest(a, b)).toBeCloseTo(Math.min(1, (2 * Math.min(atMost, atLeast)) / 924), 9);
      }),
      { numRuns: 30 },
    );
  });

  it("tells 6 forks a side apart where a clock's steps make them equal", () => {
    expect(lowerHalfTest([1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2, 2])).toBeCloseTo(2 / 924, 12);
    expect(lowerHalfTest([1, 1, 2, 1, 1, 3], [85, 84, 85, 86, 85, 85])).toBeCloseTo(2 / 924, 12);
  });

  it("counts the ways to assign Gastwirth's scores: 1, 3, 5, 6, 6, 6 for six values", () => {
    // Of the 20 ways to choose three, only {1, 3, 5} has a sum of 9, and only {6, 6, 6} of 18.
    expect(lowerHalfTest([1, 2, 3], [4, 5, 6])).toBeCloseTo(0.1, 12);
    expect(lowerHalfTest([4, 5, 6], [1, 2, 3])).toBeCloseTo(0.1, 12);
    // The three ways {1, 3, 6} come next, with 10.
    expect(lowerHalfTest([1, 2, 4], [3, 5, 6])).toBeCloseTo(0.4, 12);
  });

  it("does not depend on how slow the slow half is, nor on which of its values belong to which cell", () => {
    fc.assert(
      fc.property(split, ([a, b]) => {
        const middle = [...a, ...b].toSorted((x, y) => x - y)[Math.ceil((a.length + b.length) / 2)] as number;
        const slowed = (values: readonly number[]) =>
          values.map((value) => (value > middle ? value + 1e7 * (value - middle) : value));
        expect(lowerHalfTest(slowed(a), slowed(b))).toBe(lowerHalfTest(a, b));
        expect(lowerHalfTest(b, a)).toBeCloseTo(lowerHalfTest(a, b), 12);
      }),
    );
  });

  it.each([30, 60, 65])(
    "separates two of %i forks without overlap by the one way there is, in either direction",
    (forks) => {
      const low = Array.from({ length: forks }, (_, i) => i);
      const high = low.map((value) => value + forks);
      let ways = 1;
      for (let i = 1; i <= forks; i++) ways *= (forks + i) / i;
      expect((lowerHalfTest(low, high) * ways) / 2).toBeCloseTo(1, 9);
      expect((lowerHalfTest(high, low) * ways) / 2).toBeCloseTo(1, 9);
    },
  );

  it("is close to the exact value by the normal approximation", () => {
    const makeMs = makeForks(23);
    const slow = [90, 90, 90, 91, 91, 92, 92, 93, 93];
    const slowApart = Array.from(slow, (_, i) => 200 + i);
    const distances = Array.from({ length: 200 }, () => {
      const [a, b] = [makeMs(1, 30), makeMs(1.01, 30)];
      // Ties in the upper half change only the method: ties of 7, 5, 3 and 2 give sums too fine to count.
      const tied = lowerHalfTest([...a, 90, 90, 90, 90, 91, 91, 91, 92, 94], [...b, ...slow]);
      const distinct = lowerHalfTest([...a, ...Array.from(slow, (_, i) => 100 + i)], [...b, ...slowApart]);
      return Math.abs(tied - distinct);
    });
    expect(Math.max(...distances)).toBeGreaterThan(0);
    expect(Math.max(...distances)).toBeLessThan(0.02);
  });

  it("finds nothing between samples with all values equal, and rejects an empty one", () => {
    expect(lowerHalfTest([1, 1, 1], [1, 1])).toBe(1);
    expect(() => lowerHalfTest([], [1])).toThrow("Cannot use a: it needs at least 1 value and has 0");
  });
});

describe("lowerHalfRatio()", () => {
  it.each([
    ["counted", 20, 40, 100],
    ["approximated", 131, 150, 20],
  ] as const)(
    "holds exactly the factors that the test accepts at 5 %%: %s",
    (_, minLength, maxLength, numRuns) => {
      fc.assert(
        fc.property(
          fc.uniqueArray(fc.integer({ min: 1, max: 1e4 }), { minLength, maxLength }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          (all, share) => {
            // 8 are in the upper half rarely enough for an end on each side, whatever the other sample has.
            const first = 8 + Math.floor(share * (all.length - 16));
            const [a, b] = [all.slice(0, first), all.slice(first)];
            const isAccepted = (factor: number) => {
              const moved = b.map((value) => value * factor);
              fc.pre(new Set([...a, ...moved]).size === all.length);
              return lowerHalfTest(a, moved) > 0.05;
            };
            const { low, high } = lowerHalfRatio(a, b);
            const bit = 1e-10;
            expect([low * (1 - bit), high * (1 + bit)].map(isAccepted)).toEqual([false, false]);
            expect([low * (1 + bit), high * (1 - bit)].map(isAccepted)).toEqual([true, true]);
          },
        ),
        { numRuns },
      );
    },
  );

  it("becomes its inverse also where many pairs have exactly the same ratio", () => {
    // Logarithms of powers of 2 are exact multiples, so that sums and differences of them are equal too.
    const powers = fc.array(
      fc.integer({ min: 0, max: 5 }).map((power) => 2 ** power),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(powers, powers, (a, b) => {
        const { estimate, low, high } = lowerHalfRatio(a, b);
        close(lowerHalfRatio(b, a), { estimate: 1 / estimate, low: 1 / high, high: 1 / low });
      }),
    );
  });

  it("has no end on the side where even samples without overlap would not be called different", () => {
    const [few, many] = [[1, 2, 3, 4, 5], Array.from({ length: 45 }, (_, i) => 1.5 + i)];
    expect(
      lowerHalfTest(
        few.map((value) => value + 100),
        many,
      ),
    ).toBeGreaterThan(0.05);
    expect(lowerHalfRatio(few, many).low).toBeCloseTo(1 / 45.5, 12);
  });

  it("is bounded exactly if samples without overlap are called different either way", () => {
    const level = 0.05;
    for (const [m, n] of [
      ...[1, 2, 3, 4, 5, 6, 9].flatMap((m) => [1, 3, 4, 6, 20, 45, 122].map((n) => [m, n] as const)),
      [8, 150] as const,
    ]) {
      const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);
      const ps = [1_000, 3_000].map((first) => lowerHalfTest(from(first, m), from(2_000, n)));
      expect([m, n, hasBothEnds(m, n, level)]).toEqual([m, n, ps.every((p) => p <= level)]);
    }
  });
});

describe("pairwiseRatio()", () => {
  it("is Hodges and Lehmann's shift of 0.305 for Hollander and Wolfe's permeabilities, on logarithms", () => {
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46].map(Math.exp);
    const early = [1.15, 0.88, 0.9, 0.74, 1.21].map(Math.exp);
    const { estimate, low, high } = pairwiseRatio(term, early);
    // R's wilcox.test(conf.int = TRUE) has these ends: the 9th smallest and greatest of 50 differences.
    expect([estimate, low, high].map((value) => Number(Math.log(value).toFixed(6)))).toEqual([
      0.305, -0.15, 0.76,
    ]);
  });
});

describe("ratioOfMedians()", () => {
  it("is the same from call to call, and differs with the seed", () => {
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

  it("resamples medians as often as in Efron's (1979) formula", () => {
    // Of 3 values the resampled median is the smallest in 7 of 27 resamples, so a 95 % interval holds all three.
    expect(ratioOfMedians([1, 2, 4], [1, 1, 1])).toEqual({ estimate: 2, low: 1, high: 4 });
    // Of 7 values it is the smallest or the greatest in 1.0 % each, and one of the next in 10.2 %.
    const { low, high } = ratioOfMedians([1, 2, 3, 4, 5, 6, 7], [1, 1, 1]);
    expect([low, high].map((end) => Number(end.toFixed(9)))).toEqual([2, 6]);
  });
});

describe("verdictOf()", () => {
  it("has bands with a lower bound of one over the upper, not the same distance below 1", () => {
    const between = { estimate: 1, low: 0.9705, high: 1.01 };
    // 2 - 1.03 is 0.97, 1 / 1.03 is 0.97087.
    expect(verdictOf(between, 0.5, "verdicts")).toBe("close");
    expect(verdictOf({ ...between, low: 0.971 }, 0.5, "verdicts")).toBe("equivalent");
    expect(verdictOf({ ...between, estimate: 0.9705 }, 0.001, "verdicts")).toBe("different");
    expect(verdictOf({ ...between, estimate: 0.971 }, 0.001, "verdicts")).toBe("close");
    // 2 - 1.1 is 0.9, 1 / 1.1 is 0.909.
    expect(verdictOf({ ...between, low: 0.905 }, 0.5, "verdicts")).toBe("inconclusive");
    expect(verdictOf({ ...between, low: 0.91 }, 0.5, "verdicts")).toBe("close");
  });

  const at = (estimate: number, low: number, high: number) => ({ estimate, low, high });

  it("calls different a ratio that is significant at 1 % and outside the band, in either direction", () => {
    expect(verdictOf(at(1.05, 1.02, 1.08), 0.01, "verdicts")).toBe("different");
    expect(verdictOf(at(0.9, 0.88, 0.93), 0.001, "verdicts")).toBe("different");
    expect(verdictOf(at(1.05, 1.001, 1.11), 0.02, "verdicts")).toBe("inconclusive");
    expect(verdictOf(at(1.05, 1.02, 1.08), 0.001, "verdicts", 1.06)).toBe("close");
    expect(verdictOf(at(1.03, 1.02, 1.04), 0.001, "verdicts")).toBe("close");
    expect(verdictOf(at(1 / 1.03, 0.96, 0.98), 0.001, "verdicts")).toBe("close");
  });

  it("calls nothing indicative that the test does not rule out to be equal", () => {
    expect(verdictOf(at(3, 2.9, 3.1), 0.051, "indicative")).toBe("inconclusive");
    const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i / 1_000);
    expect(compareCells(from(3, 5), from(1, 45))).toMatchObject({
      verdict: "inconclusive",
      isBounded: false,
    });
    expect(compareCells(from(3, 5), from(1, 5))).toMatchObject({ verdict: "indicative", isBounded: true });
  });

  it("calls indicative only an interval that lies wholly beyond a factor of 2", () => {
    expect(verdictOf(at(3, 2.01, 4), 0.01, "indicative")).toBe("indicative");
    expect(verdictOf(at(3, 2, 4), 0.01, "indicative")).toBe("inconclusive");
    expect(verdictOf(at(1 / 3, 1 / 4, 0.49), 0.01, "indicative")).toBe("indicative");
    expect(verdictOf(at(1 / 3, 1 / 4, 0.5), 0.01, "indicative")).toBe("inconclusive");
  });

  it("calls equivalent an interval within the band, significant or not", () => {
    expect(verdictOf(at(1.01, 0.99, 1.03), 0.4, "verdicts")).toBe("equivalent");
    expect(verdictOf(at(1.02, 1.01, 1.029), 0.001, "verdicts")).toBe("equivalent");
    expect(verdictOf(at(1, 0.9, 1.02), 0.9, "verdicts")).toBe("inconclusive");
  });

  it("calls close an interval that is neither and lies within 10 %", () => {
    expect(verdictOf(at(1, 0.96, 1.02), 0.9, "verdicts")).toBe("close");
    expect(verdictOf(at(1.05, 1.001, 1.1), 0.02, "verdicts")).toBe("close");
    expect(verdictOf(at(1.05, 0.99, 1.101), 0.02, "verdicts")).toBe("inconclusive");
    expect(verdictOf(at(0.95, 0.908, 1), 0.02, "verdicts")).toBe("inconclusive");
  });

  it("tests at the level of one of several looks", () => {
    expect(verdictOf(at(1.05, 1.02, 1.08), 0.004, "verdicts", 1.03, 0.003)).toBe("close");
    expect(verdictOf(at(1.05, 1.02, 1.08), 0.003, "verdicts", 1.03, 0.003)).toBe("different");
  });

  it("claims only factors of 2 and more for few forks, and nothing for fewer", () => {
    expect(verdictOf(at(2.5, 2.1, 3), 0.01, "indicative")).toBe("indicative");
    expect(verdictOf(at(0.3, 0.2, 0.45), 0.01, "indicative")).toBe("indicative");
    expect(verdictOf(at(2.5, 1.9, 3), 0.01, "indicative")).toBe("inconclusive");
    expect(verdictOf(at(9, 8, 10), 0.001, "correctness")).toBe("unclaimed");
    expect([4, 5, 6, 10].map(claimOf)).toEqual(["correctness", "indicative", "verdicts", "verdicts"]);
  });
});

describe("compareCells()", () => {
  it("depends on the cell with fewer forks", () => {
    const makeMs = makeForks(3, 0.001);
    expect(compareCells(makeMs(3, 5), makeMs(1, 15)).verdict).toBe("indicative");
    expect(compareCells(makeMs(3, 15), makeMs(1, 15)).verdict).toBe("different");
    expect(compareCells(makeMs(3, 4), makeMs(1, 15)).verdict).toBe("unclaimed");
  });

  it("estimates as it is told to", () => {
    const makeMs = makeForks(5);
    const [a, b] = [makeMs(2, 15), makeMs(1, 15)];
    expect(compareCells(a, b, { estimator: "medians" }).ratio).toEqual(ratioOfMedians(a, b));
    expect(compareCells(a, b, { estimator: "pairwise" }).ratio).toEqual(pairwiseRatio(a, b));
    expect(compareCells(a, b).ratio).toEqual(lowerHalfRatio(a, b));
  });

  it("calls equal cells different in at most about 1 % of cases, whatever their forks look like", () => {
    for (const spread of [0.016, 0.16]) {
      const makeMs = makeForks(11, spread);
      const duplicates = Array.from({ length: 4_000 }, () => ({ a: makeMs(1, 15), b: makeMs(1, 15) }));
      // At most 40 are expected, with a standard deviation of 6.
      expect(countFalseAlarms(duplicates).different).toBeLessThanOrEqual(60);
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

  it("finds 10 % in 95 % of comparisons of 30 forks if three in ten are slow as a whole", () => {
    const makeMs = makeForks(19, 0.03, 0.3);
    const found = (estimator: "lowerHalf" | "pairwise") =>
      Array.from({ length: 500 }, () => compareCells(makeMs(1.1, 30), makeMs(1, 30), { estimator })).filter(
        ({ verdict }) => verdict === "different",
      ).length;
    expect(found("lowerHalf")).toBeGreaterThanOrEqual(475);
    expect(found("pairwise")).toBeLessThan(465);
  });

  it("compares the better half if more is better, like the inverse values if less is", () => {
    fc.assert(
      fc.property(forks, forks, (a, b) => {
        const inverted = (values: readonly number[]) => values.map((value) => 1 / value);
        const rates = compareCells(a, b, { better: "higher" });
        const times = compareCells(inverted(b), inverted(a));
        expect(rates.p).toBeCloseTo(times.p, 12);
        close(rates.ratio, times.ratio);
      }),
    );
  });

  it.each(["lower", "higher"] as const)("gives the same verdict whichever cell comes first: %s", (better) => {
    fc.assert(
      fc.property(forks, forks, (a, b) => {
        const [there, back] = [compareCells(a, b, { better }), compareCells(b, a, { better })];
        expect([back.verdict, back.claim]).toEqual([there.verdict, there.claim]);
      }),
    );
  });

  it("rejects a band below 1", () => {
    expect(() => compareCells([1], [1], { band: 0.9 })).toThrow(
      "Cannot compare with the band 0.9: it must be >= 1",
    );
  });
});

describe("compareAll()", () => {
  it("returns each pair, with p values corrected together", () => {
    const makeMs = makeForks(17);
    const pairs = [1, 1.01, 1.2].map((ms) => ({ name: `${ms}`, a: makeMs(ms, 15), b: makeMs(1, 15) }));
    const compared = compareAll(pairs);
    expect(compared.map(({ pair }) => pair.name)).toEqual(["1", "1.01", "1.2"]);
    for (const { p, pHolm } of compared) expect(pHolm).toBeGreaterThanOrEqual(p);
    expect(compared[2]?.pHolm).toBe((compared[2]?.p ?? 0) * 3);
  });
});
