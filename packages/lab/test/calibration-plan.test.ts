import { calibrationPlan, calibrationSeries, runPlan, slowdowns } from "@byturns/lab";
import { readRun } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { house, runtime, scratch } from "./laboratory.ts";

const options = { runtimes: [runtime], example: "rogue", input: "answers rightly", rounds: 2, seed: 7 };

describe("calibrationPlan()", () => {
  it("has a cell, the same again, and one for each slowdown, in every round", () => {
    const { cells, rounds, profile } = calibrationPlan(house, { ...options, rounds: 60 });
    expect(cells.map(({ twinOf, slowdown }) => (twinOf === undefined ? slowdown : "twin"))).toEqual([
      undefined,
      "twin",
      ...slowdowns.slice(1),
    ]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    expect(rounds).toHaveLength(60);
    for (const { order } of rounds) expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(profile).toMatchObject({ name: "full", warmUpMs: 150, measureMs: 350 });
  });

  it("refuses what there is not", () => {
    expect(() => calibrationPlan(house, { ...options, rounds: 0 })).toThrow(/forks of 0/);
    expect(() => calibrationPlan(house, { ...options, example: "x" })).toThrow(
      /no example "x"; there are rogue/,
    );
  });
});

describe("calibrationSeries()", () => {
  it("pairs each cell with its base, round by round", async () => {
    await using folder = await scratch();
    const plan = calibrationPlan(house, options);
    await runPlan(house, plan, folder.at("run"));
    const { forks } = await readRun(folder.at("run"));
    const series = calibrationSeries(plan, forks);
    expect(series.map(({ runtime, slowdown, base, slower }) => [runtime, slowdown, base, slower])).toEqual(
      slowdowns.map((slowdown) => [runtime.key, slowdown, [1, 1], [1, 1]]),
    );
    const withoutOne = forks.filter(({ round, cell }) => round === 0 || !cell.endsWith("/again"));
    expect(calibrationSeries(plan, withoutOne).map(({ base }) => base.length)).toEqual([1, 2, 2, 2, 2]);
  });
});
