import { describe, expect, it } from "vitest";
import { limitOf, nextRate } from "../src/limit.ts";

const tried = (...points: readonly (readonly [number, number | null])[]) =>
  points.map(([requestsPerSecond, p99Ms]) => ({ requestsPerSecond, p99Ms }));

describe("nextRate()", () => {
  it("begins with the guess, goes on towards the limit, and halves where it must be", () => {
    expect(nextRate([], 100, 50)).toBe(50);
    expect(nextRate(tried([50, 20]), 100, 50)).toBeGreaterThan(50);
    expect(nextRate(tried([50, 200]), 100, 50)).toBeLessThan(50);
    expect(nextRate(tried([50, 20], [80, 200]), 100, 50)).toBeCloseTo(63.2);
  });

  it("takes a rate that the sender cannot keep to as beyond the limit, and asks for no more than one can send", () => {
    expect(nextRate(tried([50, null]), 100, 50)).toBeLessThan(50);
    expect(nextRate(tried([2_900, 20]), 100, 50)).toBe(3_000);
  });
});

describe("limitOf()", () => {
  it("is between the rates on its sides, nearer to the figure that is nearer", () => {
    expect(limitOf(tried([100, 50], [200, 200]), 100)).toEqual({
      is: "at",
      requestsPerSecond: expect.closeTo(Math.sqrt(20_000)),
    });
  });

  it("is not led astray by one stall", () => {
    const found = limitOf(tried([50, 900], [100, 20], [150, 30], [200, 400]), 100);
    expect(found.is === "at" && found.requestsPerSecond).toBeGreaterThan(150);
  });

  it("says on which side of all rates it is, or that nothing is known", () => {
    expect(limitOf(tried([100, 50]), 100)).toEqual({ is: "above", requestsPerSecond: 100 });
    expect(limitOf(tried([100, 150]), 100)).toEqual({ is: "below", requestsPerSecond: 100 });
    expect(limitOf(tried([100, null]), 100)).toEqual({ is: "unknown" });
  });
});
