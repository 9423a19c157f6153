import { describe, expect, it } from "vitest";
import { compareCells } from "../src/compare.ts";
import { repeatedLevel } from "../src/looks/repeated-level.ts";
import {
  compareInLooks,
  looksUpTo,
  type SequentialDesign,
  sequentialDesign,
} from "../src/looks/sequential.ts";
import { beyond, beyondQuantile } from "../src/tests/normal.ts";
import { randomStream } from "../src/tests/resampling.ts";

describe("beyondQuantile()", () => {
  it("is the two-sided quantile of the normal distribution", () => {
    expect(beyondQuantile(0.05)).toBeCloseTo(1.959964, 5);
    expect(beyondQuantile(0.01)).toBeCloseTo(2.575829, 5);
    expect(beyondQuantile(0.0025)).toBeCloseTo(3.023341, 4);
    expect(beyond(beyondQuantile(0.3))).toBeCloseTo(0.3, 6);
  });
});

describe("repeatedLevel()", () => {
  // S. J. Pocock, "Group sequential methods in the design and analysis of clinical trials" (1977), table 1.
  it.each([
    [2, 0.05, 0.0294],
    [3, 0.05, 0.0221],
    [4, 0.05, 0.0182],
    [5, 0.05, 0.0158],
    [10, 0.05, 0.0106],
    [2, 0.01, 0.0056],
    [3, 0.01, 0.0041],
    [5, 0.01, 0.0028],
  ])("is the published level of %i looks that keep %f together", (count, total, level) => {
    const looks = Array.from({ length: count }, (_, i) => 10 * (i + 1));
    expect(repeatedLevel(looks, total)).toBeCloseTo(level, 4);
  });

  it("is the whole level if there is one look", () => {
    expect(repeatedLevel([9], 0.01)).toBe(0.01);
  });

  it("rejects a look that does not ascend, and an invalid level", () => {
    expect(() => repeatedLevel([], 0.01)).toThrow("Cannot plan 0 looks");
    expect(() => repeatedLevel([8, 8], 0.01)).toThrow("look 2 must be an integer >= 9");
    expect(() => repeatedLevel([8.5], 0.01)).toThrow("Cannot look after 8.5 forks");
    expect(() => repeatedLevel([8], 0)).toThrow("total level 0");
  });
});

describe("looksUpTo()", () => {
  it("grows from the first look to the last, and leaves out one that is near it", () => {
    expect(looksUpTo(6, 22)).toEqual([6, 8, 11, 15, 22]);
    expect(looksUpTo(8, 48)).toEqual([8, 11, 15, 20, 27, 36, 48]);
    expect(looksUpTo(6, 7)).toEqual([7]);
    // 5 × 1.2 is 6: not closer than that.
    expect(looksUpTo(5, 6)).toEqual([6]);
    expect(looksUpTo(6, 3)).toEqual([3]);
    expect(looksUpTo(1, 4)).toEqual([1, 2, 3, 4]);
    expect(looksUpTo(6, 22, 1.2)).toEqual([6, 7, 8, 10, 12, 14, 17, 22]);
    expect(() => looksUpTo(6, 22, 1)).toThrow(
      "Cannot look at growing numbers of forks with a growth of 1: it must be above 1",
    );
  });
});

describe("compareInLooks()", () => {
  const design = sequentialDesign([6, 8, 11]);
  const { noisy } = noise(1);
  const pair = (ratio: number, spread: number, rounds: number) =>
    Array.from({ length: rounds }, () => ({ a: ratio * noisy(spread), b: noisy(spread) }));

  it("passes over a look before which a cell has no figure", () => {
    const from = (round: number, first: number, value: number) => (round < first ? undefined : value + round);
    const rounds = Array.from({ length: 11 }, (_, round) => ({
      a: from(round, 7, 200),
      b: from(round, 0, 100),
    }));
    expect(compareInLooks(rounds, design)).toMatchObject({ rounds: 11, claim: "correctness" });
    expect(compareInLooks(rounds, sequentialDesign([6, 7])).rounds).toBe(11);
    const exchanged = rounds.map(({ a, b }) => ({ a: b, b: a }));
    expect(compareInLooks(exchanged, design)).toMatchObject({ rounds: 11, claim: "correctness" });
  });

  it("ends at the first look that decides, and uses no round beyond it", () => {
    const rounds = pair(2, 0.01, 11);
    const ended = compareInLooks(rounds, design);
    expect(ended).toMatchObject({
      verdict: "different",
      stop: "different",
      rounds: 6,
      moreRounds: undefined,
    });
    const reversed = [...rounds.slice(0, 6), ...rounds.slice(6).map(({ a, b }) => ({ a: b, b: a }))];
    expect(compareInLooks(reversed, design)).toEqual(ended);
  });

  it("uses the levels of its look", () => {
    const rounds = pair(1.04, 0.02, 11);
    const all: SequentialDesign = { ...design, looks: [8, 11], stopsAtClose: true };
    const { stop: _, moreRounds: __, rounds: count, ...seen } = compareInLooks(rounds, all);
    const used = rounds.slice(0, count);
    const { level, intervalLevel } = all;
    expect(seen).toEqual(
      compareCells(
        used.map(({ a }) => a),
        used.map(({ b }) => b),
        { level, intervalLevel },
      ),
    );
  });

  it("claims nothing before its first look", () => {
    const seen = compareInLooks(pair(3, 0.01, 5), design);
    expect(seen).toMatchObject({ verdict: "inconclusive", stop: undefined, rounds: 5 });
    expect(compareInLooks(pair(3, 0.01, 4), design).verdict).toBe("unclaimed");
  });

  it("is open between looks, and estimates how many more rounds would decide it", () => {
    const open = compareInLooks(pair(1, 0.12, 8), sequentialDesign([6, 8, 60]));
    expect(open).toMatchObject({ verdict: "inconclusive", stop: undefined, rounds: 8 });
    expect(open.moreRounds).toBeGreaterThan(3);
  });

  it("ends at close only if the design does, or at the last look", () => {
    const rounds = pair(1, 0.03, 11);
    expect(compareInLooks(rounds, design)).toMatchObject({ verdict: "close", stop: "close", rounds: 6 });
    const goesOn = { ...design, stopsAtClose: false };
    expect(compareInLooks(rounds.slice(0, 8), goesOn)).toMatchObject({ verdict: "close", stop: undefined });
    expect(compareInLooks(rounds, goesOn)).toMatchObject({ stop: "close", rounds: 11 });
  });

  it("ends as futile if no verdict can be reached with the remaining looks", () => {
    const rounds = pair(1.1, 0.3, 8);
    expect(compareInLooks(rounds, sequentialDesign([8, 9]))).toMatchObject({
      verdict: "inconclusive",
      stop: "futile",
      rounds: 8,
    });
    expect(compareInLooks(rounds, sequentialDesign([8, 100])).stop).toBe(undefined);
  });

  it("is undecided at the last look if nothing was shown", () => {
    const seen = compareInLooks(pair(1.03, 0.06, 8), { ...sequentialDesign([8]), looks: [8] });
    expect(seen.stop).toBe("lastLook");
    expect(seen.moreRounds).toBeGreaterThan(0);
  });

  it("rejects looks that do not ascend", () => {
    expect(() => compareInLooks(pair(1, 0.01, 8), { ...design, looks: [8, 6] })).toThrow(
      "look 2 must be an integer >= 9",
    );
  });

  it("skips a fork without a value, and keeps the round", () => {
    const rounds = [{ a: undefined, b: 1 }, ...pair(2, 0.01, 7)];
    expect(compareInLooks(rounds, design)).toMatchObject({ rounds: 8, verdict: "different" });
  });

  it("is the inverse if cells are exchanged, and if higher is better", () => {
    const rounds = pair(1.2, 0.02, 8);
    const one = compareInLooks(rounds, design);
    const other = compareInLooks(
      rounds.map(({ a, b }) => ({ a: 1 / a, b: 1 / b })),
      design,
      "higher",
    );
    expect(other.ratio.estimate).toBeCloseTo(1 / one.ratio.estimate, 10);
    expect(other.p).toBe(one.p);
  });

  it("calls equal cells different in at most 1 % over all looks, whatever the noise", () => {
    const { noisy, uniform } = noise(7);
    const looks = sequentialDesign(looksUpTo(6, 22), { stopsAtClose: false, band: 1 });
    let different = 0;
    const trials = 4_000;
    for (let i = 0; i < trials; i++) {
      const slow = () => (uniform() < 0.2 ? 1.6 : 1);
      const rounds = Array.from({ length: 22 }, () => ({ a: noisy(0.02) * slow(), b: noisy(0.02) * slow() }));
      if (compareInLooks(rounds, looks).verdict === "different") different += 1;
    }
    // Without the lower levels it is 3 %.
    expect(different / trials).toBeLessThanOrEqual(0.0125);
    expect(different).toBeGreaterThan(0);
  });
});

function noise(seed: number) {
  const random = randomStream(seed, "sequential");
  const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, noisy: (spread: number) => Math.exp(spread * normal()) };
}
