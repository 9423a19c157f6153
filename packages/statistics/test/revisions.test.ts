import { describe, expect, it } from "vitest";
import type { CellFacts, ForkFacts } from "../src/facts.ts";
import { compareRevisions } from "../src/index.ts";
import { makeForks } from "./noise.ts";

const forksPerCell = 15;
const wallMs = { id: "wallMs", title: "Time", unit: "ms", better: "lower" } as const;

/** A run whose cells are named `input/revision`, each with its milliseconds. */
function runOf(ms: Readonly<Record<string, number>>, more: readonly CellFacts[] = []) {
  const makeMs = makeForks(1);
  const cells = Object.keys(ms).map((id): CellFacts => {
    const [input, revision] = id.split("/") as [string, "head" | "base"];
    const cell = { example: "wait", input, model: "promises", runtime: "node", planned: forksPerCell };
    return { id, ...cell, revision };
  });
  const forks = Object.entries(ms).flatMap(([cell, of]) =>
    makeMs(of, forksPerCell).map((wallMs, round): ForkFacts => {
      return { cell, round, outcome: "done", figures: { wallMs } };
    }),
  );
  return { profile: "full", seed: 1, metrics: [wallMs], cells: [...cells, ...more], forks } as const;
}

describe("compareRevisions()", () => {
  it("compares each cell of the head with the same one of the base, and no other", () => {
    const pairs = compareRevisions(
      runOf({ "slower/base": 20, "same/head": 10, "slower/head": 30, "same/base": 10, "alone/head": 10 }),
      wallMs,
    );
    expect(pairs.map(({ head, base }) => [head.cell.id, base.cell.id])).toEqual([
      ["same/head", "same/base"],
      ["slower/head", "slower/base"],
    ]);
    const [same, slower] = pairs.map(({ comparison }) => comparison);
    expect(slower).toMatchObject({ a: "slower/head", b: "slower/base", verdict: "different" });
    expect(slower?.ratio.estimate).toBeCloseTo(1.5, 1);
    expect(same?.verdict).not.toBe("different");
  });

  it("names a pair that cannot be compared", () => {
    const run = runOf({ "wait/head": 10, "wait/base": 10 });
    const forks = run.forks.map((fork): ForkFacts => {
      return fork.cell === "wait/base" && fork.round === 3
        ? { ...fork, outcome: "wrong", reason: "1, not 2", figures: {} }
        : fork;
    });
    const [pair] = compareRevisions({ ...run, forks }, wallMs);
    expect(pair?.head.cell.id).toBe("wait/head");
    expect(pair?.comparison).toBeUndefined();
  });
});
