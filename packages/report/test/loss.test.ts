import { describe, expect, it } from "vitest";
import { lossOf, moreOf, sizeOf } from "../src/findings/loss.ts";

const perTask = {
  id: "bounded-map/per-task",
  title: "Wall time a task",
  unit: "µs",
  better: "lower",
} as const;
const wall = { id: "wallMs", title: "Time", unit: "ms", better: "lower" } as const;
const memory = { id: "peakRssBytes", title: "Peak memory", unit: "bytes", better: "lower" } as const;

describe("sizeOf()", () => {
  it("writes the difference of a unit of work, and how long a unit must take so that it is below 1 %", () => {
    const ratios = [
      { base: 0.1, interval: { estimate: 16 } },
      { base: 0.1, interval: { estimate: 21 } },
    ];
    expect(sizeOf(ratios, perTask)).toBe(
      ", 1.50 µs to 2.00 µs more; below 1 % where a unit of work takes 200 µs or longer",
    );
  });

  it("writes the difference alone for a whole call, and for what is no time", () => {
    expect(sizeOf([{ base: 10, interval: { estimate: 1.5 } }], wall)).toBe(", 5.00 ms more");
    expect(sizeOf([{ base: 1024, interval: { estimate: 3 } }], memory)).toBe(", 2.00 KiB more");
  });
});

describe("moreOf()", () => {
  it("is the difference of the medians that tables show, whatever the better halves are", () => {
    expect(moreOf({ worse: 1.19, base: 0.13, times: 11.4 }, wall)).toBeCloseTo(1.06);
    expect(sizeOf([{ worse: 1.19, base: 0.13, interval: { estimate: 11.4 } }], wall)).toBe(", 1.06 ms more");
    expect(moreOf({ worse: 30, base: 40, times: 4 / 3 }, { better: "higher" })).toBe(10);
  });

  it("is what the factor makes of the better one where the medians point the other way, or one is missing", () => {
    expect(moreOf({ worse: 8, base: 10, times: 1.5 }, wall)).toBe(5);
    expect(moreOf({ worse: undefined, base: 10, times: 1.5 }, wall)).toBe(5);
  });
});

describe("lossOf()", () => {
  it("ranks by the amount and not by the ratio", () => {
    expect(lossOf(0.1, 40, perTask)).toBeLessThan(lossOf(1_000, 1.1, perTask));
    expect(lossOf(1e9, 5, memory)).toBeLessThan(lossOf(0.001, 1.1, perTask));
    expect(lossOf(1, 2, wall)).toBeCloseTo(lossOf(1_000, 2, perTask), 12);
  });
});
