import { afterEach, describe, expect, it, vi } from "vitest";
import { clockStepMs } from "../src/clock-step.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("clockStepMs()", () => {
  it("is the smallest step that the clock makes, not counting steps of zero", () => {
    let reads = 0;
    // Every fifth reading is 0.1 ms later, every hundredth one 3 ms.
    vi.spyOn(performance, "now").mockImplementation(() => {
      reads += 1;
      return Math.floor(reads / 5) * 0.125 + Math.floor(reads / 100) * 3;
    });
    expect(clockStepMs()).toBeCloseTo(0.125, 9);
  });

  it("is undefined for a clock that stands still", () => {
    vi.spyOn(performance, "now").mockReturnValue(1);
    expect(clockStepMs()).toBeUndefined();
  });
});
