import { describe, expect, it } from "vitest";
import { warmAfterMs } from "../src/looks/warm-up.ts";

describe("warmAfterMs()", () => {
  const falling = [9, 5, 3, ...Array<number>(20).fill(2)];

  it("is the time before the first stretch that is as fast as the last half", () => {
    // The median of 9, 5, 3, 2, 2 is 3, and that of 5, 3, 2, 2, 2 is 2.
    expect(warmAfterMs({ callMs: falling, callsEach: 1 })).toBe(9);
    expect(warmAfterMs({ callMs: falling, callsEach: 10 })).toBe(90);
  });

  it("is zero if the first calls are as fast as the last, even with one slow call", () => {
    expect(warmAfterMs({ callMs: [2, 30, ...Array<number>(20).fill(2)], callsEach: 1 })).toBe(0);
  });

  it("takes calls that are exactly 3 % slower than the last half for as fast", () => {
    const callMs = [...Array<number>(10).fill(103), ...Array<number>(10).fill(100)];
    expect(warmAfterMs({ callMs, callsEach: 1 })).toBe(0);
  });

  it("is at least half of its time if calls became faster to the end", () => {
    const callMs = Array.from({ length: 40 }, (_, i) => 40 - i);
    expect(warmAfterMs({ callMs, callsEach: 1 })).toBeGreaterThan(500);
  });

  it("rejects an invalid call", () => {
    expect(() => warmAfterMs({ callMs: [], callsEach: 1 })).toThrow(RangeError);
    expect(() => warmAfterMs({ callMs: [1, 0], callsEach: 1 })).toThrow("value 1 must be > 0");
    expect(() => warmAfterMs({ callMs: [1], callsEach: 0 })).toThrow("0 calls a sample");
  });
});
