import { describe, expect, it } from "vitest";
import type { ForkFacts, RunFacts } from "../src/facts.ts";
import { countDecisions, decisionsOf } from "../src/looks/decisions.ts";
import { sequentialDesign } from "../src/looks/sequential.ts";
import { makeForks } from "./noise.ts";

const design = sequentialDesign([6, 8, 60]);

/** A run of the given cells, of which every pair is asked for, in order; a fork is its time, or how it ended. */
function runOf(cells: Readonly<Record<string, readonly (number | string)[]>>): RunFacts {
  const ids = Object.keys(cells);
  return {
    profile: "open",
    seed: 1,
    metrics: [{ id: "wallMs", title: "Time", unit: "ms", better: "lower" }],
    cells: ids.map((id) => ({
      id,
      example: "wait",
      input: "bench",
      model: id,
      runtime: "node",
      planned: 60,
      rounds: Array.from({ length: 60 }, (_, round) => round),
    })),
    forks: Object.entries(cells).flatMap(([cell, forks]) =>
      forks.map(
        (fork, round): ForkFacts =>
          typeof fork === "number"
            ? { cell, round, outcome: "done", figures: { wallMs: fork } }
            : { cell, round, outcome: fork, figures: {} },
      ),
    ),
    design,
    asked: ids.flatMap((a, i) => ids.slice(i + 1).map((b) => [a, b] as const)),
  };
}

const steady = (ms: number, forks: number, seed: number) => makeForks(seed, 0.005, 0)(ms, forks);
const noisy = (ms: number, forks: number, seed: number) => makeForks(seed, 0.12, 0)(ms, forks);

describe("decisionsOf()", () => {
  it("says of a decided comparison at which look it ended, and estimates no more rounds", () => {
    expect(decisionsOf(runOf({ quick: steady(10, 8, 1), slow: steady(20, 8, 2) }))).toStrictEqual([
      { a: "quick", b: "slow", verdict: "different", stop: "different", rounds: 6 },
    ]);
  });

  it("estimates of an open comparison how many more rounds it takes", () => {
    const [open] = decisionsOf(runOf({ one: noisy(10, 8, 1), other: noisy(10, 8, 2) }));
    expect(open).toMatchObject({ verdict: "inconclusive", stop: undefined, rounds: 8 });
    expect(open?.moreRounds).toBeGreaterThan(0);
  });

  it("waits for a cell whose forks failed once, and not for one without a success after two", () => {
    const stopOf = (...ended: readonly string[]) =>
      decisionsOf(runOf({ well: steady(10, 2, 1), ill: ended }))[0]?.stop;
    expect(stopOf("failed")).toBeUndefined();
    expect(stopOf("failed", "failed")).toBe("notCompared");
  });

  it("ends with a wrong output, though others were right", () => {
    const wrong = [...steady(10, 1, 2), "wrong"];
    expect(decisionsOf(runOf({ well: steady(10, 2, 1), wrong }))).toStrictEqual([
      { a: "well", b: "wrong", verdict: "unclaimed", stop: "notCompared", rounds: 0 },
    ]);
  });

  it("ends with a figure of 0, of which there is no ratio in any later round either", () => {
    const run = runOf({ well: steady(10, 8, 1), none: [0, ...steady(10, 7, 2)] });
    expect(decisionsOf(run)[0]).toMatchObject({ verdict: "unclaimed", stop: "notCompared" });
  });

  it("estimates of a comparison with too few forks at least as many rounds as a verdict takes", () => {
    const moreOf = (forks: number, more: Partial<RunFacts> = {}) =>
      decisionsOf({
        ...runOf({ quick: steady(10, forks, 1), slow: steady(20, forks, 2) }),
        ...more,
      })[0]?.moreRounds;
    expect([1, 2, 4].map((forks) => moreOf(forks))).toEqual([5, 4, 2]);
    // A single look, after as many forks as there are.
    expect([1, 2, 4].map((forks) => moreOf(forks, { design: undefined }))).toEqual([5, 4, 2]);
    expect(moreOf(8, { design: undefined })).toBeUndefined();
    const wild = runOf({ one: noisy(10, 8, 1), other: noisy(10, 8, 2) });
    expect(decisionsOf({ ...wild, design: undefined })[0]?.moreRounds).toBeGreaterThan(3);
    const crashed = runOf({
      quick: [...steady(10, 2, 1), ...Array(6).fill("crashed")],
      slow: steady(20, 8, 2),
    });
    expect(decisionsOf(crashed)[0]).toMatchObject({ verdict: "unclaimed", rounds: 8, moreRounds: 4 });
  });

  it("leaves out a pair of which the plan lacks a cell, and is empty where none is asked for", () => {
    const run = runOf({ one: steady(10, 8, 1), other: steady(20, 8, 2) });
    expect(decisionsOf({ ...run, asked: [["one", "gone"]] })).toEqual([]);
    expect(decisionsOf({ ...run, asked: undefined })).toEqual([]);
  });
});

describe("countDecisions()", () => {
  it("counts verdicts, and the cells that are still needed", () => {
    const run = runOf({ quick: steady(10, 8, 1), slow: steady(20, 8, 2), wild: noisy(13, 8, 3) });
    const decisions = decisionsOf(run);
    expect(decisions.map(({ a, b, verdict }) => [a, b, verdict])).toEqual([
      ["quick", "slow", "different"],
      ["quick", "wild", "different"],
      ["slow", "wild", "different"],
    ]);
    expect(countDecisions(decisions)).toEqual({
      asked: 3,
      decided: 3,
      different: 3,
      equivalent: 0,
      close: 0,
      openCells: 0,
    });
    const open = decisions.map((one, i) => (i === 0 ? { ...one, stop: undefined } : one));
    expect(countDecisions(open).openCells).toBe(2);
  });
});
