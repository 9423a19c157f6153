import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellFacts, ForkFacts } from "../src/facts.ts";
import { atLeastP } from "../src/modes/binomial.ts";
import { fewRunsP } from "../src/modes/runs-test.ts";
import { sigClustP } from "../src/modes/sig-clust.ts";
import { twoMeans } from "../src/modes/two-means.ts";
import { splitOf } from "../src/modes/two-modes.ts";
import { summarize } from "../src/summarize.ts";
import { makeForks } from "./noise.ts";

const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });

function sumOfSquares(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
}

describe("twoMeans()", () => {
  it("finds the split that no other assignment of the values to two groups is better than", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 9 }), (values) => {
        const { lower, clusterIndex } = twoMeans(values.toSorted((a, b) => a - b));
        expect(lower).toBeGreaterThanOrEqual(1);
        expect(lower).toBeLessThan(values.length);
        let least = Number.POSITIVE_INFINITY;
        for (let which = 1; which < 2 ** values.length - 1; which++) {
          const [one, other] = [1, 0].map((bit) => values.filter((_, i) => ((which >> i) & 1) === bit));
          least = Math.min(least, sumOfSquares(one ?? []) + sumOfSquares(other ?? []));
        }
        const total = sumOfSquares(values);
        if (total > 1e-6) expect(clusterIndex).toBeCloseTo(least / total, 6);
      }),
    );
  });

  it("does not depend on unit or origin", () => {
    const values = [1, 1.1, 1.3, 4, 4.2];
    const { clusterIndex } = twoMeans(values);
    expect(twoMeans(values.map((one) => 1e9 + 8 * one)).clusterIndex).toBeCloseTo(clusterIndex, 6);
    expect(twoMeans(values).lower).toBe(3);
    expect(twoMeans([7, 7, 7]).clusterIndex).toBe(1);
    expect(twoMeans([0, 0, 5]).clusterIndex).toBe(0);
  });
});

describe("sigClustP()", () => {
  it("is near a share's half where the normal distribution has its median cluster index: 1 - 2/π for many values", () => {
    // Of a normal distribution cut at its mean 2/π of the variance lie between the halves.
    expect(sigClustP(1 - 2 / Math.PI - 0.12, 100)).toBeLessThan(0.01);
    expect(sigClustP(1 - 2 / Math.PI + 0.12, 100)).toBeGreaterThan(0.99);
  });

  it.each([9, 10])("is below a share in that share of normal samples of %i values", (size) => {
    const makeMs = makeForks(1, 1e-6, 0);
    const p = Array.from({ length: 2_000 }, () => {
      const sample = Float64Array.from(makeMs(1, size)).sort();
      return sigClustP(twoMeans(sample).clusterIndex, size);
    });
    for (const share of [0.05, 0.25, 0.5, 0.75]) {
      const below = p.filter((one) => one <= share).length / p.length;
      // Four standard errors on either side.
      expect(Math.abs(below - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / p.length));
    }
  });

  it("falls with the cluster index, and is the same each time", () => {
    const at = [0, 0.05, 0.1, 0.2, 0.4, 1].map((index) => sigClustP(index, 10));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at[0]).toBeCloseTo(1 / 10_001, 9);
    expect(at.at(-1)).toBe(1);
    expect(at).toEqual([0, 0.05, 0.1, 0.2, 0.4, 1].map((index) => sigClustP(index, 10)));
  });
});

describe("fewRunsP()", () => {
  it("counts the orders with at most as many runs", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 10 }), (kinds) => {
        const runsOf = (some: readonly boolean[]) => some.filter((kind, i) => kind !== some[i - 1]).length;
        const ones = kinds.filter(Boolean).length;
        let [few, all] = [0, 0];
        for (let order = 0; order < 2 ** kinds.length; order++) {
          const some = kinds.map((_, i) => ((order >> i) & 1) === 1);
          if (some.filter(Boolean).length !== ones) continue;
          all += 1;
          if (runsOf(some) <= runsOf(kinds)) few += 1;
        }
        expect(fewRunsP(kinds)).toBeCloseTo(few / all, 9);
      }),
    );
  });
});

describe("atLeastP()", () => {
  it("is the upper tail of the binomial distribution", () => {
    expect(atLeastP(0, 5, 0.3)).toBe(1);
    expect(atLeastP(5, 5, 0.5)).toBeCloseTo(1 / 32, 12);
    expect(atLeastP(2, 3, 0.25)).toBeCloseTo(10 / 64, 12);
    expect(atLeastP(1, 3, 0)).toBe(0);
  });
});

/** Logarithms of forks that take turns between two levels, with noise. */
function turns(ratio: number, upper: readonly number[], forks: number, seed = 1, spread = 0.016): number[] {
  return makeForks(
    seed,
    spread,
    0,
  )(1, forks).map((ms, i) => Math.log(ms) + (upper.includes(i) ? Math.log(ratio) : 0));
}

describe("splitOf()", () => {
  it("takes groups that are exactly a factor of 1.25 apart for two", () => {
    const logs = Array.from({ length: 12 }, (_, i) => (i % 2) * Math.log(1.25));
    expect(splitOf(logs)?.isUpper).toEqual(logs.map((log) => log > 0));
  });

  it("finds two modes that take turns, from 6 forks on", () => {
    for (const [forks, upper] of [
      [6, [1, 3, 4]],
      [8, [0, 3, 4, 6]],
      [15, [2, 3, 7, 9, 10, 13]],
    ] as const) {
      const split = splitOf(turns(1.6, upper, forks, 1, 0.008));
      expect(split?.isUpper.flatMap((is, i) => (is ? [i] : []))).toEqual(upper);
      expect(split?.p).toBeLessThanOrEqual(0.001);
    }
  });

  it("takes one outlier for none, nor modes that are less than a factor of 1.25 apart, nor fewer than 6 forks", () => {
    expect(splitOf(turns(3, [4], 10))).toBeUndefined();
    expect(splitOf(turns(1.2, [0, 3, 4, 6], 10, 1, 0.001))).toBeUndefined();
    expect(splitOf(turns(3, [1, 3], 5))).toBeUndefined();
  });

  it("takes a change in time for none: slow to the middle, fast from there on", () => {
    for (const forks of [6, 8, 10, 15, 30]) {
      const firstHalf = Array.from({ length: forks >> 1 }, (_, i) => i);
      expect(splitOf(turns(1.6, firstHalf, forks))).toBeUndefined();
    }
  });

  it("does not depend on the unit, nor on which way is up", () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 6, maxLength: 20 }),
        fc.integer({ min: 1, max: 100 }),
        (isSlow, seed) => {
          const logs = turns(
            1.6,
            isSlow.flatMap((slow, i) => (slow ? [i] : [])),
            isSlow.length,
            seed,
          );
          const split = splitOf(logs);
          const moved = splitOf(logs.map((log) => log + 8));
          expect(moved?.isUpper).toEqual(split?.isUpper);
          const turned = splitOf(logs.map((log) => -log));
          expect(turned?.isUpper.map((is) => !is)).toEqual(split?.isUpper);
        },
      ),
    );
  });
});

/** A run of as many cells as there are rows, a figure for each round. */
function runOf(rows: readonly (readonly number[])[], better: "lower" | "higher" = "lower") {
  const cells = rows.map(
    (_, i): CellFacts => ({
      ...{ id: String(i), example: String(i), input: "bench", model: "promises", runtime: "node" },
      planned: rows[0]?.length ?? 0,
    }),
  );
  const forks = rows.flatMap((row, i) =>
    row.map((ms, round): ForkFacts => ({ cell: String(i), round, outcome: "done", figures: { ms } })),
  );
  const metrics = [{ id: "ms", title: "Time", unit: "ms", better }] as const;
  return summarize({ profile: "full", seed: 1, metrics, cells, forks }).cells.map(
    ({ figures }) => figures.ms?.modes,
  );
}

describe("summarize()", () => {
  const forks = 10;
  const slow = [1, 2, 5, 7];
  const quiet = (seed: number) => turns(1, [], forks, seed).map(Math.exp);
  const twoFaced = turns(3, slow, forks, 99).map(Math.exp);
  const others = Array.from({ length: 8 }, (_, i) => quiet(i + 1));

  it("gives a cell's two modes, each with its forks and its median", () => {
    const [found, ...none] = runOf([twoFaced, ...others]);
    expect(found).toMatchObject({ better: { forks: 6 }, worse: { forks: 4 } });
    expect(found?.better.median).toBeCloseTo(1, 1);
    expect(found?.worse.median).toBeCloseTo(3, 0);
    expect(found?.ratio).toBeCloseTo((found?.worse.median ?? 0) / (found?.better.median ?? 1), 12);
    expect(none.every((modes) => modes === undefined)).toBe(true);
  });

  it("calls the lower mode the worse one where higher is better", () => {
    const [found] = runOf([twoFaced, ...others], "higher");
    expect(found).toMatchObject({ better: { forks: 4 }, worse: { forks: 6 } });
    expect(found?.ratio).toBeCloseTo(3, 0);
  });

  it("takes a round that was slow for all cells for no mode of one", () => {
    const inSlowRounds = (row: readonly number[]) => row.map((ms, i) => (slow.includes(i) ? 3 * ms : ms));
    const all = runOf([quiet(20), ...others].map(inSlowRounds));
    expect(all.every((modes) => modes === undefined)).toBe(true);
  });

  it("takes forks that are slow now and then under all cells for no mode of one", () => {
    const slowInTurn = (row: readonly number[], cell: number) =>
      row.map((ms, i) => ((3 * i + cell) % 10 < 3 ? 1.6 * ms : ms));
    const all = runOf([quiet(20), ...others].map(slowInTurn));
    expect(all.every((modes) => modes === undefined)).toBe(true);
  });

  it("finds the modes of a cell in a run of one", () => {
    expect(runOf([twoFaced])[0]).toMatchObject({ better: { forks: 6 }, worse: { forks: 4 } });
  });
});
