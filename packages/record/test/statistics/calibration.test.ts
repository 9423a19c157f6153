import { describe, expect, it } from "vitest";
import { type CalibrationSeries, calibration } from "../../src/statistics/calibration.ts";
import { makeForks } from "./noise.ts";

const profiles = [
  { name: "quick", forks: 5 },
  { name: "full", forks: 15 },
];

function seriesOf(slowdown: number, rounds: number, seed: number): CalibrationSeries {
  const makeMs = makeForks(seed);
  return { slowdown, base: makeMs(1, rounds), slower: makeMs(1 + slowdown, rounds) };
}

describe("calibration()", () => {
  it("finds the false alarms and the power of each profile, in order", () => {
    const series = [0.1, 0, 0.02, 4].map((slowdown, i) => seriesOf(slowdown, 300, i + 1));
    const rows = calibration(series, profiles);
    expect(rows.map(({ profile, slowdown }) => [profile, slowdown])).toEqual(
      profiles.flatMap(({ name }) => [0, 0.02, 0.1, 4].map((slowdown) => [name, slowdown])),
    );
    const row = (profile: string, slowdown: number) =>
      rows.find((one) => one.profile === profile && one.slowdown === slowdown);
    expect(row("full", 0)).toMatchObject({ forks: 15, comparisons: 20 });
    expect(row("full", 0)?.found.estimate).toBeLessThan(0.02);
    expect(row("full", 0)?.found.high).toBeGreaterThan(0.1);
    expect(row("full", 0.02)?.found.estimate).toBeLessThan(0.5);
    expect(row("full", 0.1)?.found.estimate).toBeGreaterThan(0.9);
    // 5 forks may claim a factor of 2 and more, and here it is 5.
    expect(row("quick", 0.1)?.found.estimate).toBe(0);
    expect(row("quick", 4)?.found.estimate).toBe(1);
    for (const { wrongWay } of rows) expect(wrongWay).toBe(0);
  });

  it("sees a cell that was called faster although it was slower", () => {
    const { base, slower } = seriesOf(0.5, 30, 1);
    const [row] = calibration([{ slowdown: 0.5, base: slower, slower: base }], [{ name: "full", forks: 15 }]);
    expect(row).toMatchObject({ found: { estimate: 0 }, wrongWay: 1 });
  });

  it("leaves out what no series is long enough for", () => {
    expect(calibration([seriesOf(0, 14, 1)], profiles).map(({ profile }) => profile)).toEqual(["quick"]);
    expect(calibration([], profiles)).toEqual([]);
  });

  it("refuses uneven series, negative slowdowns and profiles without forks", () => {
    const uneven = { slowdown: 0, base: [1, 1], slower: [1] };
    expect(() => calibration([uneven], profiles)).toThrow("Cannot calibrate with 2 and 1 values");
    expect(() => calibration([{ ...uneven, slowdown: -1 }], profiles)).toThrow("a slowdown of -1");
    expect(() => calibration([], [{ name: "none", forks: 0 }])).toThrow("Cannot calibrate none with 0 forks");
  });
});
