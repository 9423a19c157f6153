import { makePlan } from "@byturns/lab";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundsOf } from "../src/plan/plan.ts";
import { drawFrom } from "../src/plan/shuffle.ts";
import { catalog, runtime, suiteOf } from "./laboratory.ts";

describe("drawFrom()", () => {
  it("returns every order of three equally often", () => {
    const draw = drawFrom(1);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6_000; i++) {
      const order = draw.shuffle(["a", "b", "c"]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
    // Six standard deviations around 1,000; the seed is fixed, so the result is always the same.
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(180);
  });

  it("keeps every value, and does not change its argument", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.array(fc.integer()), (seed, values) => {
        const before = [...values];
        const shuffled = drawFrom(seed).shuffle(values);
        expect(shuffled.toSorted((a, b) => a - b)).toEqual(before.toSorted((a, b) => a - b));
        expect(values).toEqual(before);
      }),
    );
  });

  it("draws every number below its bound, and no other", () => {
    const draw = drawFrom(2);
    expect(new Set(Array.from({ length: 200 }, () => draw.below(4)))).toEqual(new Set([0, 1, 2, 3]));
  });
});

describe("roundsOf()", () => {
  it("shuffles each round independently", () => {
    const suite = suiteOf("answers rightly", "answers wrongly", "fails", "crashes");
    const { cells, profile } = makePlan(catalog, { suite, runtimes: [runtime], seed: 7 });
    const rounds = roundsOf(cells, { ...profile, forks: 60, resourceForks: 30 }, drawFrom(7));
    for (const kind of ["time", "resource"] as const) {
      const orders = rounds.filter((round) => round.kind === kind).map(({ order }) => order);
      expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(orders.length / 3);
      // No cell has a fixed position: each begins some round.
      expect(new Set(orders.map(([first]) => first))).toEqual(new Set(orders[0]));
    }
  });
});
