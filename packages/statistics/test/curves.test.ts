import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCrossover } from "../src/curves/crossover.ts";
import { inverseOf } from "../src/curves/fitted.ts";
import { fitScaling, type SweptCell } from "../src/curves/scaling.ts";
import { makeForks } from "./noise.ts";

const resamples = 500;

function sweep(cost: (value: number) => number, values: readonly number[], forks = 1, seed = 1): SweptCell[] {
  const makeMs = makeForks(seed);
  return values.map((value) => ({
    value,
    figures: forks === 1 ? [cost(value)] : makeMs(cost(value), forks),
  }));
}

describe("fitScaling()", () => {
  it("finds a power law and the cost of one more", () => {
    const { exponent, scale, r2 } = fitScaling(
      sweep((n) => 3 * n ** 1.5, [1, 10, 100]),
      { resamples },
    );
    for (const end of [exponent.estimate, exponent.low, exponent.high]) expect(end).toBeCloseTo(1.5, 9);
    expect(scale).toBeCloseTo(3, 9);
    expect(r2).toBeCloseTo(1, 9);
    const { perUnit } = fitScaling(
      sweep((n) => 40_000_000 + 457 * n, [100, 10_000, 1_000_000]),
      { resamples },
    );
    expect(perUnit.estimate).toBeCloseTo(457, 6);
  });

  it("finds the line of Anscombe's (1973) first set: slope 0.500", () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    const cells = x.map((value, i) => ({ value, figures: [y[i] as number] }));
    expect(fitScaling(cells, { resamples }).perUnit.estimate).toBeCloseTo(0.5001, 4);
  });

  it("finds a cost that does not grow, without a division by zero", () => {
    const { exponent, perUnit, r2 } = fitScaling(
      sweep(() => 7, [1, 10, 100]),
      { resamples },
    );
    for (const zero of [exponent.estimate, exponent.low, perUnit.estimate, perUnit.high]) {
      expect(zero).toBeCloseTo(0, 12);
    }
    expect(r2).toBe(1);
  });

  it("has about 95 of 100 intervals around the true exponent, with noise", () => {
    const runs = 200;
    const held = Array.from({ length: runs }, (_, seed) =>
      fitScaling(
        sweep((n) => 2 * n, [10, 100, 1_000, 10_000], 15, seed),
        { resamples, seed },
      ),
    ).filter(({ exponent: { low, high } }) => low <= 1 && high >= 1).length;
    expect(held / runs).toBeGreaterThan(0.9);
  });

  it("has the same exponent in other units, and for any order of cells", () => {
    const cells = sweep((n) => n ** 0.8, [1, 10, 100, 1_000], 7);
    const { exponent } = fitScaling(cells, { resamples });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1_000, noNaN: true }), (unit) => {
        const scaled = cells.map(({ value, figures }) => ({
          value,
          figures: figures.map((one) => one * unit),
        }));
        expect(fitScaling(scaled.toReversed(), { resamples }).exponent.estimate).toBeCloseTo(
          exponent.estimate,
          9,
        );
      }),
      { numRuns: 20 },
    );
  });

  it("rejects fewer than 3 values, duplicate values, and values without a logarithm", () => {
    const line = (values: readonly number[]) => sweep((n) => n + 1, values);
    expect(() => fitScaling(line([1, 2]))).toThrow("Cannot fit 2 swept values: there must be at least 3");
    expect(() => fitScaling(line([1, 2, 2]))).toThrow("Cannot fit the swept value 2 twice");
    expect(() => fitScaling(line([0, 1, 2]))).toThrow("value 0 must be > 0 and is 0");
  });
});

describe("inverseOf()", () => {
  it("has an interval only where there was one", () => {
    expect(inverseOf({ estimate: 2, low: 1, high: 4 })).toStrictEqual({ estimate: 0.5, low: 0.25, high: 1 });
    expect(inverseOf({ estimate: 2 })).toStrictEqual({ estimate: 0.5 });
  });
});

describe("findCrossover()", () => {
  const values = [0.01, 0.1, 1, 10, 100];

  it("finds where power laws cross, whichever comes first", () => {
    const [steep, flat] = [sweep((n) => n, values), sweep((n) => 0.35 * (n / 0.35) ** 0.5, values)];
    expect(findCrossover(steep, flat, { resamples })?.at.estimate).toBeCloseTo(0.35, 9);
    expect(findCrossover(steep, flat, { resamples })).toMatchObject({ lowerBeyond: "b", certainty: 1 });
    expect(findCrossover(flat, steep, { resamples })).toMatchObject({ lowerBeyond: "a", certainty: 1 });
  });

  it("has an interval that contains the crossover in about 95 of 100 runs", () => {
    const runs = 200;
    const held = Array.from({ length: runs }, (_, seed) =>
      findCrossover(
        sweep((n) => n, values, 15, seed),
        sweep((n) => Math.sqrt(0.35 * n), values, 15, seed + runs),
        { resamples, seed },
      ),
    ).filter(
      (crossover) => crossover !== undefined && crossover.at.low <= 0.35 && crossover.at.high >= 0.35,
    ).length;
    expect(held / runs).toBeGreaterThan(0.9);
  });

  it("passes through a value where both are equal, and does not count touching as a crossover", () => {
    const level = sweep(() => 1, [1, 2, 3]);
    const touching = sweep((n) => (n === 2 ? 1 : 2), [1, 2, 3]);
    expect(findCrossover(touching, level, { resamples })).toBeUndefined();
    const through = sweep((n) => n / 2, [1, 2, 4]);
    const flat = sweep(() => 1, [1, 2, 4]);
    expect(findCrossover(through, flat, { resamples })?.at.estimate).toBeCloseTo(2, 9);
  });

  it("is undefined if there is none, and does not extrapolate beyond what was measured", () => {
    const one = sweep((n) => n, values);
    expect(
      findCrossover(
        one,
        sweep((n) => 2 * n, values),
        { resamples },
      ),
    ).toBeUndefined();
    expect(findCrossover(one, one, { resamples })).toBeUndefined();
    const twice = sweep((n) => (n === 1 ? 0.5 : 2 * n), values);
    expect(findCrossover(one, twice, { resamples })).toBeUndefined();
  });

  it("limits its interval to the sweep, and has a certainty", () => {
    const found = findCrossover(
      [
        { value: 1, figures: [0.99, 1, 1.2] },
        { value: 10, figures: [2, 2, 2] },
      ],
      [
        { value: 1, figures: [1.01, 1.01, 1.01] },
        { value: 10, figures: [1, 1, 1] },
      ],
      { resamples },
    );
    expect(found?.lowerBeyond).toBe("b");
    expect(found?.at.low).toBe(1);
    expect(found?.certainty).toBeGreaterThan(0.5);
    expect(found?.certainty).toBeLessThan(1);
  });

  it("rejects curves that share fewer than 2 values", () => {
    const one = sweep((n) => n, [1, 2]);
    expect(() =>
      findCrossover(
        one,
        sweep((n) => n, [2, 3]),
      ),
    ).toThrow("there must be at least 2");
  });
});
