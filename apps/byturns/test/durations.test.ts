import { describe, expect, it } from "vitest";
import { clock, readDuration, roughly } from "../src/text/durations.ts";

describe("readDuration()", () => {
  it("reads hours, minutes and seconds", () => {
    expect(["90s", "10m", "1h30m", "1.5s", "1h0m1s"].map((text) => readDuration("--budget", text))).toEqual([
      90_000, 600_000, 5_400_000, 1_500, 3_601_000,
    ]);
  });

  it("rejects anything else, and names it", () => {
    for (const text of ["", "10", "0s", "m", "10 m", "-5m", "1m1h", "1e3s"]) {
      expect(() => readDuration("--budget", text)).toThrow(`Cannot read --budget ${text}: write a duration`);
    }
  });
});

describe("clock()", () => {
  it("writes minutes and seconds, and hours where there are any", () => {
    expect([0, -5, 5_400, 59_600, 760_000, 3_723_000].map(clock)).toEqual([
      "0:00",
      "0:00",
      "0:05",
      "1:00",
      "12:40",
      "1:02:03",
    ]);
  });
});

describe("roughly()", () => {
  it("uses the unit that fits the length of the wait", () => {
    expect([100, 40_000, 180_000, 9_000_000].map(roughly)).toEqual([
      "a second",
      "40 seconds",
      "3 minutes",
      "2.5 hours",
    ]);
  });
});
