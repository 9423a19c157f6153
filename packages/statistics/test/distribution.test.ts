import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distribution, median, medianOfCounted, quantile } from "../src/figures/distribution.ts";
import { medianInterval } from "../src/figures/median-interval.ts";

// The ten values of Wikipedia's article on quantiles; figures as R 4's quantile(x, type = 7) gives them.
const ten = [3, 6, 7, 8, 8, 10, 13, 15, 16, 20];
const value = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

describe("quantile()", () => {
  it("is type 7 of Hyndman and Fan (1996): R's quantile() of ten values", () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(ten, share))).toEqual([3, 7.25, 9, 14.5, 20]);
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBeCloseTo(9.1, 12);
  });

  it("grows with its share, stays within the values, and does not depend on their order", () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const at = quantile(values, share);
          expect(at).toBeGreaterThanOrEqual(Math.min(...values));
          expect(at).toBeLessThanOrEqual(Math.max(...values));
          expect(quantile(values.toReversed(), share)).toBe(at);
          expect(quantile(values, 1)).toBeGreaterThanOrEqual(at);
        },
      ),
    );
  });

  it("rejects an empty list, values that are not finite, and shares out of bounds", () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1, Number.NaN], 0.5)).toThrow("value 1 must be finite and is NaN");
    expect(() => quantile(["1" as unknown as number], 0.5)).toThrow(TypeError);
    expect(() => quantile([1], 1.5)).toThrow("the share must be within 0 … 1");
  });
});

describe("medianOfCounted()", () => {
  it("is the median of the expanded list", () => {
    const counted = fc.array(fc.record({ value, times: fc.integer({ min: 1, max: 9 }) }), { minLength: 1 });
    fc.assert(
      fc.property(counted, (counted) => {
        const all = counted.flatMap(({ value, times }) => Array<number>(times).fill(value));
        expect(medianOfCounted(counted)).toBeCloseTo(median(all), 6);
      }),
    );
  });

  it("rejects an empty list", () => {
    expect(() => medianOfCounted([])).toThrow(RangeError);
  });
});

describe("distribution()", () => {
  it("has quartiles, extremes and the spread", () => {
    expect(distribution(ten)).toEqual({
      median: 9,
      lowerQuartile: 7.25,
      upperQuartile: 14.5,
      min: 3,
      max: 20,
      spread: 7.25 / 9,
    });
    expect(distribution([0, 0]).spread).toBe(0);
  });
});

describe("medianInterval()", () => {
  it("takes the order statistics of the sign test's tables", () => {
    // Conover, Practical Nonparametric Statistics, table A3: n = 10 cuts off 1, n = 15 cuts off 3 (of 0.0176).
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
    expect(medianInterval(upTo(5))).toEqual({ estimate: 3, low: 1, high: 5 });
    expect(medianInterval(upTo(6))).toEqual({ estimate: 3.5, low: 1, high: 6 });
    expect(medianInterval(upTo(8))).toEqual({ estimate: 4.5, low: 1, high: 8 });
    expect(medianInterval(upTo(10))).toEqual({ estimate: 5.5, low: 2, high: 9 });
    expect(medianInterval(upTo(15))).toEqual({ estimate: 8, low: 4, high: 12 });
  });

  it("cuts off as many as the binomial distribution leaves 2.5 % for", () => {
    for (let n = 1; n <= 60; n++) {
      let [cutOff, ways, tail] = [0, 1, 0];
      for (let k = 0; k <= n; k++) {
        tail += ways / 2 ** n;
        if (tail > 0.025) break;
        cutOff += 1;
        ways *= (n - k) / (k + 1);
      }
      const values = Array.from({ length: n }, (_, i) => i + 1);
      const at = Math.max(1, cutOff);
      expect(medianInterval(values)).toMatchObject({ low: at, high: n + 1 - at });
    }
  });

  it("contains its median", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
        const { estimate, low, high } = medianInterval(values);
        expect(estimate).toBe(median(values));
        expect(low).toBeLessThanOrEqual(estimate);
        expect(high).toBeGreaterThanOrEqual(estimate);
      }),
    );
  });
});
