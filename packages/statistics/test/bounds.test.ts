// What each function says of values out of its bounds, and that it takes those at them.
import { describe, expect, it } from "vitest";
import { median, medianOfCounted, quantile } from "../src/figures/distribution.ts";
import { jainIndex } from "../src/figures/jain.ts";
import { medianInterval } from "../src/figures/median-interval.ts";
import { holm } from "../src/tests/holm.ts";
import { lowerHalfRatio } from "../src/tests/lower-half.ts";
import { exactUpTo, mannWhitney } from "../src/tests/mann-whitney.ts";
import { wilson } from "../src/tests/wilson.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
// biome-ignore lint/suspicious/noExplicitAny: a value that the types refuse.
const text = "1" as any;

describe("values", () => {
  it.each<[string, () => unknown, new (message: string) => Error]>([
    ["a quantile's values: it needs at least 1 value and has 0", () => median([]), RangeError],
    ["a quantile's values: value 1 must be a number and is a string", () => median([1, text]), TypeError],
    ["a quantile's values: value 0 must be finite and is -Infinity", () => median([-Infinity]), RangeError],
    ["the quantile -0.1: the share must be within 0 … 1", () => quantile([1], -0.1), RangeError],
    ["the quantile 1.1: the share must be within 0 … 1", () => quantile([1], 1.1), RangeError],
    ["the quantile NaN: the share must be within 0 … 1", () => quantile([1], Number.NaN), RangeError],
    ["a median's values: it needs at least 1 value", () => medianOfCounted([]), RangeError],
    [
      "a median's values: value 0 must be finite",
      () => medianOfCounted([{ value: Number.NaN, times: 1 }]),
      RangeError,
    ],
    ["a median's values: it needs at least 1 value", () => medianInterval([]), RangeError],
    ["the shares: it needs at least 1 value", () => jainIndex([]), RangeError],
    ["a: value 0 must be > 0 and is -1", () => lowerHalfRatio([-1], [1]), RangeError],
    ["b: value 0 must be > 0 and is 0", () => lowerHalfRatio([1], [0]), RangeError],
    ["the level 0: it must be above 0 and below 1", () => lowerHalfRatio([1], [1], 0), RangeError],
    ["the level 1: it must be above 0 and below 1", () => lowerHalfRatio([1], [1], 1), RangeError],
    ["the level NaN: it must be above 0", () => lowerHalfRatio([1], [1], Number.NaN), RangeError],
    ["a rate of 0 trials: there must be more than 0", () => wilson(0, 0), RangeError],
    ["a rate of -1 trials: there must be more than 0", () => wilson(0, -1), RangeError],
    ["a rate of Infinity trials: there must be more", () => wilson(0, Infinity), RangeError],
    ["a rate of -1 hits: hits must be within 0 … 2", () => wilson(-1, 2), RangeError],
    ["a rate of NaN hits: hits must be within 0 … 2", () => wilson(Number.NaN, 2), RangeError],
    ["p value 1, -0.1: it must be within 0 … 1", () => holm([0.5, -0.1]), RangeError],
    ["p value 0, NaN: it must be within 0 … 1", () => holm([Number.NaN]), RangeError],
    ["b: it needs at least 1 value and has 0", () => mannWhitney([1], []), RangeError],
    ["a: value 0 must be finite", () => mannWhitney([Infinity], [1]), RangeError],
  ])("are refused: %s", (message, use, kind) => {
    expect(use).toThrow(kind);
    expect(use).toThrow(message);
  });

  it("are taken at their bounds", () => {
    expect([quantile([1, 2], 0), quantile([1, 2], 1)]).toEqual([1, 2]);
    expect(holm([0, 1])).toEqual([0, 1]);
    expect(wilson(0, 20)).toMatchObject({ estimate: 0, low: 0 });
    expect(wilson(20, 20)).toMatchObject({ estimate: 1, high: 1 });
    // The mirror image of no hit at all.
    expect(wilson(20, 20).low).toBeCloseTo(1 - wilson(0, 20).high, 12);
    expect(wilson(0.001, 1e9).low).toBeGreaterThanOrEqual(0);
  });
});

describe("medianOfCounted()", () => {
  it("is the median of the values as often as they occur, whatever their order", () => {
    const counted = [
      { value: 5, times: 2 },
      { value: 1, times: 1 },
      { value: 9, times: 3 },
    ];
    expect(medianOfCounted(counted)).toBe(median([1, 5, 5, 9, 9, 9]));
    expect(medianOfCounted(counted.slice(0, 2))).toBe(5);
    expect(medianOfCounted([counted[1] as (typeof counted)[0], { value: 2, times: 1 }])).toBe(1.5);
  });
});

describe("mannWhitney()", () => {
  it("is exact with fewer than 50 values in both samples, without ties", () => {
    expect(exactUpTo).toBe(49);
    const above = upTo(50).map((value) => value + 100);
    expect(mannWhitney(upTo(49), above.slice(1)).method).toBe("exact");
    expect(mannWhitney(upTo(50), above.slice(1)).method).toBe("normal");
    expect(mannWhitney(upTo(49), above).method).toBe("normal");
    expect(mannWhitney([1, 2], [2, 3]).method).toBe("normal");
  });

  it("never says that a difference is impossible by chance", () => {
    expect(
      mannWhitney(
        upTo(400),
        upTo(400).map((value) => value + 1_000),
      ).p,
    ).toBeGreaterThan(0);
  });
});
