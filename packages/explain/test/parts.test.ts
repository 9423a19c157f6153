import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeParts, drawExplained, foldStacks, parseCpuProfile, takesUs, weigh } from "../src/index.ts";
import { profileText, type Stretch } from "./profiles.ts";

const root = "/app";
const cellOf = (stretches: readonly Stretch[], units = 1, threads = 1) => {
  const { samples } = parseCpuProfile(profileText(stretches), "p");
  return { name: "promises, node", samples, units, weights: weigh(samples, { root }), threads };
};

/** Profiles of up to 30 functions, more than a list has rows. */
const stretches = fc.array(
  fc.record({
    stack: fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 30 }).map((i) => `f${i} /app/packages/promises/src/x.ts:${i}`),
        fc.constantFrom("(idle)", "(program)", "(garbage collector)", "now"),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    us: fc.integer({ min: 1, max: 1_000 }),
  }),
  { minLength: 1, maxLength: 60 },
);

describe("changeParts()", () => {
  it("divides a difference into parts that sum to it, and to what both cells take", () => {
    fc.assert(
      fc.property(stretches, stretches, fc.integer({ min: 1, max: 9 }), (one, other, units) => {
        const [before, after] = [cellOf(one), cellOf(other, units)];
        const { parts, all } = changeParts(before, after, { root });
        for (const side of ["before", "after"] as const) {
          expect(parts.reduce((sum, part) => sum + part[side], 0)).toBeCloseTo(all[side], 6);
        }
        expect([all.before, all.after]).toEqual([takesUs(before), takesUs(after)]);
      }),
    );
  });
});

describe("foldStacks() and weigh()", () => {
  it("agree on the busy time", () => {
    fc.assert(
      fc.property(stretches, (some) => {
        const { samples, weights } = cellOf(some);
        expect(foldStacks(samples, 1, { root }).total).toBeCloseTo(weights.busyUs, 6);
      }),
    );
  });
});

describe("drawExplained()", () => {
  const many = Array.from({ length: 13 }, (_, i) => ({
    stack: [`f${i} /app/packages/promises/src/x.ts:${i + 1}`],
    us: 100,
  }));
  const drawn = (cells: Parameters<typeof drawExplained>[0]["cells"]) =>
    drawExplained({ title: "t", unit: "task", root, cells, pairs: cells.length > 1 ? [[0, 1]] : [] });

  it("prints what a task takes as the sum of its parts, idle time included", () => {
    const text = drawn([
      { ...cellOf([...many, { stack: ["(idle)"], us: 700 }], 10), plainUs: [150, 90, 120] },
    ]);
    expect(text).toMatch(/promises, node +130 µs +70\.0 µs +200 µs +100 %/);
    expect(text).toContain("a task takes 200 µs with the profiler; 90.0 µs to 150 µs in 3 forks without it");
    // One profiled fork and a few others are no interval.
    expect(text).not.toContain("×");
  });

  it("prints the parts of several threads as what they take together", () => {
    const text = drawn([cellOf(many, 1, 2)]);
    expect(text).toContain("a task takes 650 µs with the profiler, and 2 threads together 1.30 ms");
  });

  it("has a row for the functions that a list leaves out", () => {
    const text = drawn([cellOf(many), cellOf([{ stack: ["(idle)"], us: 500 }, ...many, ...many])]);
    expect(text).toMatch(/ 300 µs +23 % +3 other functions/);
    expect(text).toMatch(/ 1\.30 ms +100 % +busy in all/);
    expect(text).toMatch(/\+300 µs +300 µs → 600 µs +3 other functions/);
    expect(text).toMatch(/\+500 µs +0 µs → 500 µs +idle/);
    expect(text).toMatch(/\+1\.80 ms +1\.30 ms → 3\.10 ms +in all/);
  });
});
