import { median } from "d3-array";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quietestStretch } from "../src/figures/quietest-stretch.ts";

const samples = fc.array(fc.double({ min: 0.001, max: 1_000, noNaN: true }), {
  minLength: 1,
  maxLength: 600,
});

describe("quietestStretch()", () => {
  it("is as in its example", () => {
    expect(quietestStretch([2, 2, 2, 1, 1, 1, 2, 2, 2])).toBe(1);
    expect(quietestStretch([2, 1])).toBe(1.5);
  });

  it("is the median if there are too few samples to cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1, maxLength: 5 }),
        (few) => {
          expect(quietestStretch(few)).toBe(median(few));
        },
      ),
    );
  });

  it("is between the least of the samples and their median, apart from the remainder of uneven stretches", () => {
    fc.assert(
      fc.property(samples, (all) => {
        expect(quietestStretch(all)).toBeGreaterThanOrEqual(Math.min(...all));
        expect(quietestStretch(all)).toBeLessThanOrEqual(Math.max(...all));
      }),
    );
  });

  it("is not affected by a slow spell that spares one stretch, unlike the median", () => {
    const quiet = Array.from({ length: 320 }, (_, i) => 1 + (i % 7) / 100);
    const disturbed = quiet.map((ms, i) => (i < 290 ? 1.7 * ms : ms));
    expect(quietestStretch(disturbed)).toBe(quietestStretch(quiet));
    expect(median(disturbed)).toBeGreaterThan(1.5);
  });

  it("does not follow single fast samples, unlike the minimum", () => {
    const one = Array.from({ length: 320 }, (_, i) => (i % 20 === 0 ? 0.1 : 1));
    expect(quietestStretch(one)).toBe(1);
  });

  it("grows with its samples", () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 1, max: 3, noNaN: true }), (all, by) => {
        expect(quietestStretch(all.map((ms) => ms * by))).toBeCloseTo(quietestStretch(all) * by, 6);
      }),
    );
  });

  it("rejects an invalid sample", () => {
    expect(() => quietestStretch([])).toThrow(RangeError);
    expect(() => quietestStretch([1, Number.NaN])).toThrow(RangeError);
  });
});
