import { describe, expect, it } from "vitest";
import { changePoints } from "../src/changes/e-divisive.ts";

/** A small seeded generator, and normal noise from it. */
function noise(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

const rounds = 200;
const seriesOf = (random: () => number, levels: readonly number[]) =>
  levels.map((level) => level * (1 + 0.02 * random()));
const repeat = (level: number, times: number) => Array.from({ length: times }, () => level);

describe("changePoints()", () => {
  it("cuts a series without a change about as often as its level says", () => {
    const random = noise(1);
    let cut = 0;
    for (let i = 0; i < rounds; i++) {
      const series = seriesOf(random, repeat(10, 20));
      // A slow run among them is no shift.
      if (i % 2 === 0) series[i % 20] = 14;
      cut += changePoints(series, { level: 0.05, permutations: 99, seed: i + 1 }).length > 0 ? 1 : 0;
    }
    // 10 of 200 are expected at 5 %; more than 20 come once in a thousand times.
    expect(cut).toBeLessThanOrEqual(20);
  });

  it("finds a shift of 10 % in noise of 2 %, at its place or one beside it, and only that", () => {
    const random = noise(2);
    let found = 0;
    for (let i = 0; i < 40; i++) {
      const points = changePoints(seriesOf(random, [...repeat(10, 12), ...repeat(11, 8)]), { seed: i + 1 });
      if (points.length === 1 && Math.abs((points[0]?.at ?? 0) - 12) <= 1) found += 1;
    }
    expect(found).toBeGreaterThanOrEqual(36);
  });

  it("finds two shifts, also back to where it was", () => {
    const points = changePoints(
      seriesOf(noise(3), [...repeat(10, 12), ...repeat(12, 10), ...repeat(10, 12)]),
    );
    expect(points.map(({ at }) => at)).toEqual([12, 22]);
    expect(points.every(({ p }) => p <= 0.01)).toBe(true);
  });

  it("finds a shift of the first or the last values, if they make a whole segment", () => {
    for (const levels of [
      [...repeat(10, 20), ...repeat(15, 5)],
      [...repeat(15, 5), ...repeat(10, 20)],
    ]) {
      const points = changePoints(seriesOf(noise(5), levels), { leastSegment: 5 });
      expect(points.map(({ at }) => at)).toEqual([levels.lastIndexOf(levels[0] as number) + 1]);
    }
  });

  it("finds nothing where too few values could show it", () => {
    expect(changePoints([])).toEqual([]);
    expect(changePoints([1, 1, 1, 9, 9])).toEqual([]);
    expect(changePoints([1, 1, 1, 9, 9, 9])).toEqual([]);
    expect(changePoints(repeat(5, 30))).toEqual([]);
  });

  it("does not depend on the unit, and gives the same for the same seed", () => {
    const series = seriesOf(noise(4), [...repeat(10, 10), ...repeat(13, 10)]);
    const points = changePoints(series);
    expect(points).toHaveLength(1);
    expect(changePoints(series)).toEqual(points);
    expect(changePoints(series.map((value) => value * 1024)).map(({ at }) => at)).toEqual(
      points.map(({ at }) => at),
    );
  });

  it("refuses values and options out of bounds", () => {
    expect(() => changePoints([1, Number.NaN])).toThrow();
    expect(() => changePoints([1], { level: 0 })).toThrow("level 0");
    expect(() => changePoints([1], { permutations: 10 })).toThrow("permutations 10");
    expect(() => changePoints([1], { leastSegment: 1 })).toThrow("leastSegment 1");
  });
});
