import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compute } from "../src/compute.ts";

const seeds = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 });

describe("compute()", () => {
  it("returns the seed for 0 units", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(compute(0, seed)).toBe(seed >>> 0);
      }),
    );
  });

  it("returns what a literal implementation of its definition returns", () => {
    let state = 1n;
    for (let round = 0; round < 3 * 600; round++) {
      const mixed = ((state ^ (state >> 16n)) * 0x85ebca6bn) & 0xffffffffn;
      state = (mixed + 0x9e3779b9n) & 0xffffffffn;
    }
    expect(compute(3, 1)).toBe(Number(state));
  });

  it("can be cut anywhere", () => {
    const units = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(units, units, seeds, (a, b, seed) => {
        expect(compute(b, compute(a, seed))).toBe(compute(a + b, seed));
      }),
    );
  });

  it("leads from different seeds to different results", () => {
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        expect(compute(2, a) === compute(2, b)).toBe(a >>> 0 === b >>> 0);
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s units", (units) => {
    expect(() => compute(units, 1)).toThrow(
      new RangeError(`Cannot compute ${units} units: units must be an integer >= 0`),
    );
  });

  it.each([0.5, Number.NaN])("refuses the seed %s", (seed) => {
    expect(() => compute(1, seed)).toThrow(RangeError);
  });
});
