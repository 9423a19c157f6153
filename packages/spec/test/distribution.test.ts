import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "../src/distribution.ts";

describe("quantile()", () => {
  it("is the smallest value that the share does not exceed", () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([5, 1], 0)).toBe(1);
    expect(quantile([], 0.5)).toBeUndefined();
  });

  it("throws RangeError when the share is out of bounds", () => {
    for (const q of [-0.1, 1.1, Number.NaN]) expect(() => quantile([1], q)).toThrow(RangeError);
  });

  it("is one of the values, at least its share of them not above", () => {
    const some = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const read = quantile(values, q) as number;
        expect(values).toContain(read);
        expect(values.filter((value) => value <= read).length / values.length).toBeGreaterThanOrEqual(q);
      }),
    );
  });
});
