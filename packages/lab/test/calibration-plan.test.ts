import { calibrationGroups, calibrationPlan, runPlan, slowdowns } from "@byturns/lab";
import { readRun } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { catalog, runtime, scratch } from "./laboratory.ts";

const options = {
  runtimes: [runtime],
  example: "rogue",
  input: "answers rightly",
  rounds: 2,
  equals: 3,
  seed: 7,
};
const copies = slowdowns.reduce((sum, { copies }) => sum + copies, 0);

describe("calibrationPlan()", () => {
  it("has the requested number of equal cells, and copies for each slowdown, in every round", () => {
    const { cells, rounds, profile, suite } = calibrationPlan(catalog, { ...options, rounds: 60 });
    expect(
      cells.map(({ duplicateOf, slowdown }) => (duplicateOf === undefined ? slowdown : "duplicate")),
    ).toEqual([
      undefined,
      "duplicate",
      "duplicate",
      ...slowdowns.flatMap(({ slowdown, copies }) => Array<number>(copies).fill(slowdown)),
    ]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    expect(rounds).toHaveLength(60);
    for (const { order } of rounds) expect(new Set(order).size).toBe(3 + copies);
    expect(profile).toMatchObject({ name: "full", warmUpMs: 100, measureMs: 50 });
    expect(suite).toBe("calibration");
    expect(calibrationPlan(catalog, { ...options, loaded: true }).suite).toBe("calibration-loaded");
  });

  it("rejects unknown names and values out of bounds", () => {
    expect(() => calibrationPlan(catalog, { ...options, rounds: 0 })).toThrow(/forks of 0/);
    expect(() => calibrationPlan(catalog, { ...options, equals: 1 })).toThrow(
      "Cannot calibrate with 1 equal cells: it must be an integer from 2 to 100",
    );
    expect(() => calibrationPlan(catalog, { ...options, example: "x" })).toThrow(
      /no example "x"; there are rogue/,
    );
  });
});

describe("calibrationGroups()", () => {
  it("has the cells of each runtime, with a value for each round that was begun", async () => {
    await using folder = await scratch();
    const plan = calibrationPlan(catalog, options);
    await runPlan(catalog, plan, folder.at("run"));
    const { forks } = await readRun(folder.at("run"));
    const [group = [], ...others] = calibrationGroups(plan, forks);
    expect(others).toEqual([]);
    expect(group).toHaveLength(3 + copies);
    expect(group.map(({ slowdown }) => slowdown)).toEqual(plan.cells.map(({ slowdown = 0 }) => slowdown));
    for (const { values } of group) expect(values).toEqual([1, 1]);
    const firstRound = forks.filter(({ round }) => round === 0);
    for (const { values } of calibrationGroups(plan, firstRound)[0] ?? []) expect(values).toEqual([1]);
    const withoutOne = forks.filter(({ round, cell }) => round === 0 || !cell.endsWith("/again"));
    expect(calibrationGroups(plan, withoutOne)[0]?.[1]?.values).toEqual([1, undefined]);
  });
});
