import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Outputs } from "../src/outputs.ts";

describe("Outputs", () => {
  it("keeps each distinct output once, in order of arrival", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (added) => {
        const outputs = new Outputs();
        for (const one of added) outputs.add({ one });
        expect(outputs.values()).toEqual([...new Set(added)].map((one) => ({ one })));
        expect(outputs.unchecked).toBe(0);
      }),
    );
  });

  it("counts what it could not keep, by number and by size", () => {
    const few = new Outputs(2);
    for (const one of [1, 2, 3, 4, 1]) few.add(one, true);
    expect([few.values(), few.unchecked]).toEqual([[1, 2], 2]);
    const small = new Outputs(10, 8);
    for (const one of ["abc", "def", "x"]) small.add(one, true);
    expect([few.largestUnchecked, small.largestUnchecked]).toEqual([1, 5]);
    expect([small.values(), small.unchecked]).toEqual([["abc", "x"], 1]);
  });

  it("counts the measured calls that returned each, and keeps room for them", () => {
    const outputs = new Outputs(4);
    for (const one of [1, 2, 3, 4, 5]) outputs.add(one);
    for (const one of [2, 6, 7, 2, 8]) outputs.add(one, true);
    expect(outputs.values()).toEqual([1, 2, 6, 7]);
    expect(outputs.measuredCalls()).toEqual([0, 2, 1, 1]);
    expect(outputs.unchecked).toBe(3 + 1);
  });

  it("throws what its check throws, and keeps nothing of such an output", () => {
    const outputs = new Outputs(2, 100, (output) => {
      if (typeof output !== "number") throw new TypeError("no number");
    });
    outputs.add(1);
    expect(() => outputs.add("one")).toThrow("no number");
    expect(outputs.values()).toEqual([1]);
  });

  it("treats an undefined output as null", () => {
    const outputs = new Outputs();
    outputs.add(undefined);
    expect(outputs.values()).toEqual([null]);
  });
});
