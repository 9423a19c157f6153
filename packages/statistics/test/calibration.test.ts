import { describe, expect, it } from "vitest";
import { type CalibrationGroup, type CalibrationProfile, calibration } from "../src/calibration.ts";
import { sequentialDesign } from "../src/looks/sequential.ts";
import { worthOfPairs } from "../src/looks/shared-cells.ts";
import { makeForks } from "./noise.ts";

const quick = { name: "quick", forks: 5 };
const full = { name: "full", forks: 15 };

/** A number of equal cells, and one copy for each slowdown. */
function groupOf(
  equal: number,
  slowdowns: readonly number[],
  rounds: number,
  seed: number,
): CalibrationGroup {
  const makeMs = makeForks(seed);
  return [...Array<number>(equal).fill(0), ...slowdowns].map((slowdown) => ({
    slowdown,
    values: makeMs(1 + slowdown, rounds),
  }));
}

describe("calibration()", () => {
  it("finds the false alarms and the power of each profile, in order", () => {
    const groups = [1, 2].map((seed) => groupOf(8, [0.1, 0.02, 4], 30, seed));
    const rows = calibration(groups, [quick, full]);
    expect(rows.map(({ profile, slowdown }) => [profile, slowdown])).toEqual(
      ["quick", "full"].flatMap((name) => [0, 0.02, 0.1, 4].map((slowdown) => [name, slowdown])),
    );
    const row = (profile: string, slowdown: number) =>
      rows.find((one) => one.profile === profile && one.slowdown === slowdown);
    // 28 pairs of 8 cells in two groups, twice 15 rounds; and 8 pairs for each slower copy.
    expect(row("full", 0)).toMatchObject({ forks: 15, comparisons: 2 * 2 * 28 });
    expect(row("full", 0.1)).toMatchObject({ comparisons: 2 * 2 * 8 });
    expect(row("full", 0)?.found.estimate).toBeLessThan(0.02);
    expect(row("full", 0.02)?.found.estimate).toBeLessThan(0.5);
    expect(row("full", 0.1)?.found.estimate).toBeGreaterThan(0.9);
    // 5 forks may claim a factor of 2 and more, and here it is 5.
    expect(row("quick", 0.1)?.found.estimate).toBe(0);
    expect(row("quick", 4)?.found.estimate).toBe(1);
    for (const { wrongWay, worth, comparisons } of rows) {
      expect(wrongWay).toBe(0);
      expect(worth).toBeLessThanOrEqual(comparisons);
    }
  });

  it("counts a cell that was called faster although it was slower", () => {
    const [fast, slow] = groupOf(1, [0.5], 30, 1) as [CalibrationGroup[0], CalibrationGroup[0]];
    const exchanged = [
      { ...fast, values: slow.values },
      { ...slow, values: fast.values },
    ];
    expect(calibration([exchanged], [full])).toMatchObject([{ found: { estimate: 0 }, wrongWay: 1 }]);
  });

  it("compares the remaining rounds if a fork gave no value", () => {
    const group = groupOf(2, [0.5], 15, 1);
    const holes = group.map((cell, i) => ({
      ...cell,
      values: cell.values.map((value, round) => (round % 4 === i ? undefined : value)),
    }));
    expect(calibration([holes], [full]).map(({ found }) => found.estimate)).toEqual([0, 1]);
  });

  it("compares look by look where a profile has looks, and in a single look beside it", () => {
    const design = sequentialDesign([6, 10, 15]);
    const groups = [groupOf(2, [0.5], 15, 1)];
    const slower = (profile: CalibrationProfile) =>
      calibration(groups, [profile]).find(({ slowdown }) => slowdown === 0.5);
    expect(slower(full)).toMatchObject({ found: { estimate: 1 }, rounds: 15, foundFixed: 1 });
    expect(slower({ ...full, design })).toMatchObject({
      found: { estimate: 1 },
      rounds: 6,
      foundFixed: 1,
      contradicted: 0,
    });
  });

  it("finds nothing in a cell of which no fork gave a value, and rejects values that are 0", () => {
    const [cell] = groupOf(1, [], 15, 1) as [CalibrationGroup[0]];
    const without = { ...cell, values: cell.values.map(() => undefined) };
    expect(calibration([[cell, without]], [full])).toMatchObject([
      { found: { estimate: 0 }, held: 0, rounds: 0 },
    ]);
    const zero = { ...cell, values: cell.values.map((value, i) => (i === 1 ? 0 : value)) };
    expect(() => calibration([[cell, zero]], [full])).toThrow(
      "Cannot use a cell's values: value 1 must be > 0 and is 0",
    );
  });

  it("has intervals that contain the rate in 95 % of calibrations", () => {
    // The mean rate of this many calibrations is the true one, up to its own noise.
    const rows = Array.from({ length: 150 }, (_, seed) => {
      return calibration([groupOf(8, [0.04, 0.04], 15, seed + 1)], [full]) as [never, never];
    });
    for (const at of [0, 1] as const) {
      const found = rows.map((row) => (row[at] as ReturnType<typeof calibration>[0]).found);
      const rate = found.reduce((sum, { estimate }) => sum + estimate, 0) / found.length;
      const held = found.filter(({ low, high }) => low <= rate && rate <= high).length;
      expect(held / found.length).toBeGreaterThan(0.94);
    }
  });

  it("leaves out profiles with too few rounds", () => {
    expect(calibration([groupOf(2, [], 14, 1)], [quick, full]).map(({ profile }) => profile)).toEqual([
      "quick",
    ]);
    expect(calibration([], [quick])).toEqual([]);
  });

  it("rejects uneven cells, negative slowdowns and profiles without forks", () => {
    const cell = { slowdown: 0, values: [1, 1] };
    expect(() => calibration([[cell, { ...cell, values: [1] }]], [full])).toThrow(
      "cells of 2 and 1 rounds: all must have as many",
    );
    expect(() => calibration([[{ ...cell, slowdown: -1 }]], [full])).toThrow("a slowdown of -1");
    expect(() => calibration([], [{ name: "none", forks: 0 }])).toThrow("Cannot calibrate none with 0 forks");
  });
});

describe("worthOfPairs()", () => {
  const cells = Array.from({ length: 20 }, () => ({}));
  const pairsOf = (share: (i: number, j: number) => number) =>
    cells.flatMap((a, i) => cells.slice(i + 1).map((b, more) => ({ a, b, share: share(i, i + 1 + more) })));

  it("is the number of pairs if none shares a cell", () => {
    const apart = Array.from({ length: 12 }, (_, i) => ({ a: {}, b: {}, share: i % 2 }));
    expect(worthOfPairs(apart)).toBe(12);
    expect(worthOfPairs(apart, { times: 3 })).toBe(12);
    expect(
      worthOfPairs(
        apart.map((one) => ({ ...one, share: 0 })),
        { times: 3 },
      ),
    ).toBe(36);
    expect(worthOfPairs([])).toBe(0);
  });

  it("is less if pairs share cells, and less still if one cell causes all findings", () => {
    const none = worthOfPairs(
      pairsOf(() => 0),
      { expected: 0.01 },
    );
    expect(none).toBeLessThan(190 / 4);
    expect(none).toBeGreaterThan(190 / 6);
    expect(
      worthOfPairs(
        pairsOf((i) => (i === 0 ? 1 : 0)),
        { expected: 0.01 },
      ),
    ).toBeLessThan(190 / 16);
  });
});
