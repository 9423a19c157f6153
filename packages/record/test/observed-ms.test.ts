import { describe, expect, it } from "vitest";
import { observedMs } from "../src/observed-ms.ts";

describe("observedMs()", () => {
  const wall = {
    samples: 9,
    minMs: 1,
    p25Ms: 1,
    medianMs: 2,
    p75Ms: 2,
    p99Ms: 2,
    maxMs: 2,
    meanMs: 2,
    everyNth: 1,
  };

  it("is the quietest stretch of the samples, or the median if none of them can be used", () => {
    expect(observedMs({ wall: { ...wall, samplesMs: [2, 2, 2, 1, 1, 1, 2, 2, 2] } })).toBe(1);
    expect(observedMs({ wall: { ...wall, samplesMs: [] } })).toBe(2);
    expect(observedMs({ wall: { ...wall, samplesMs: [1, Number.NaN] } })).toBe(2);
  });
});
