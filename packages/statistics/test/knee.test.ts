import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findKnee } from "../src/curves/knee.ts";
import { makeForks } from "./noise.ts";

const resamples = 500;
const curve = (figures: readonly number[]) =>
  figures.map((one, i) => ({ value: 10 * 2 ** i, figures: [one] }));

describe("findKnee()", () => {
  it("finds where a curve first rises above the limit, between the measured values", () => {
    const { held, at, certainty } = findKnee(curve([10, 10, 1_000]), 100, { resamples });
    expect(held).toBe("until");
    // Halfway from 10 to 1,000, in logarithms, and so halfway from 20 to 40.
    expect(at.estimate).toBeCloseTo(Math.sqrt(20 * 40), 9);
    // The curve between them is unknown, however steady the forks are.
    expect([at.low, at.high]).toEqual([20, 40]);
    expect(certainty).toBe(1);
  });

  it("takes the first of several, and allows a figure to equal the limit", () => {
    expect(findKnee(curve([100, 200, 50, 200]), 100, { resamples })).toMatchObject({
      held: "until",
      at: { estimate: expect.closeTo(10, 9), low: 10, high: 20 },
    });
  });

  it("widens its interval by the forks' uncertainty, to the measured values around each place", () => {
    const cells = [
      { value: 10, figures: [10] },
      { value: 20, figures: [60, 90, 110, 140, 95] },
      { value: 40, figures: [1_000] },
    ];
    expect(findKnee(cells, 100, { resamples }).at).toMatchObject({ low: 10, high: 40 });
  });

  it("recognizes a curve that never exceeds the limit, and one that always does", () => {
    const throughout = findKnee(curve([1, 2, 99]), 100, { resamples });
    expect(throughout).toEqual({ held: "throughout", at: { estimate: 40, low: 40, high: 40 }, certainty: 1 });
    const nowhere = findKnee(curve([101, 2, 3]), 100, { resamples });
    expect(nowhere).toEqual({ held: "nowhere", at: { estimate: 10, low: 10, high: 10 }, certainty: 1 });
  });

  it("is uncertain if the forks are", () => {
    const cells = [
      { value: 1, figures: [10, 11, 12] },
      { value: 2, figures: [60, 90, 110, 140, 95] },
    ];
    const { held, certainty } = findKnee(cells, 100, { resamples });
    expect(held).toBe("throughout");
    expect(certainty).toBeGreaterThan(0.3);
    expect(certainty).toBeLessThan(0.9);
  });

  it("has about 95 of 100 intervals around the true knee, with noise", () => {
    const runs = 200;
    const values = [10, 20, 40, 80, 160];
    const held = Array.from({ length: runs }, (_, seed) => {
      const makeMs = makeForks(seed);
      const cells = values.map((value) => ({ value, figures: makeMs(value ** 2, 15) }));
      return findKnee(cells, 50 ** 2, { resamples, seed });
    }).filter(({ at: { low, high } }) => low <= 50 && high >= 50).length;
    expect(held / runs).toBeGreaterThan(0.9);
  });

  it("keeps its interval around the estimate and within the sweep", () => {
    const figures = fc.array(fc.double({ min: 0.01, max: 1_000, noNaN: true }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(fc.array(figures, { minLength: 2, maxLength: 6 }), (all) => {
        const cells = all.map((one, i) => ({ value: i + 1, figures: one }));
        const { at } = findKnee(cells, 10, { resamples: 100 });
        expect(at.low).toBeGreaterThanOrEqual(1);
        expect(at.high).toBeLessThanOrEqual(all.length * (1 + 1e-9));
        expect(at.low).toBeLessThanOrEqual(at.estimate * (1 + 1e-9));
        expect(at.high).toBeGreaterThanOrEqual(at.estimate * (1 - 1e-9));
      }),
      { numRuns: 50 },
    );
  });

  it("rejects a limit without a logarithm, and fewer than 2 values", () => {
    expect(() => findKnee(curve([1, 2]), 0)).toThrow(RangeError);
    expect(() => findKnee(curve([1]), 10)).toThrow(RangeError);
  });
});
