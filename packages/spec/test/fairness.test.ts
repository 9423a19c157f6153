import { describe, expect, it } from "vitest";
import { fairness } from "../src/fairness.ts";

const input = { tasks: 3, turns: 300, units: 1, between: "steps", operations: 64 } as const;
const wrong = (
  model: string,
  turns: readonly number[],
  change: Partial<Parameters<typeof fairness.check>[0]> = {},
) => fairness.check({ ...input, ...change }, { turns }, { model, threads: 2 }).join("\n");

describe("fairness.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(wrong("promises", [100, 100, 100])).toBe("");
    expect(wrong("promises", [101, 100, 99 + 1], { turns: 301 })).toBe("");
    expect(wrong("fibers", [128, 108, 64])).toBe("");
    expect(wrong("threads", [299, 1, 0])).toBe("");
    expect(wrong("promises", [300, 0, 0], { between: "nothing" })).toBe("");
  });

  it("bounds how far apart tasks can be that yield", () => {
    expect(wrong("promises", [101, 101, 98])).toBe("the tasks are 3 turns apart, not at most 1");
    expect(wrong("fibers", [130, 105, 65])).toBe("the tasks are 65 turns apart, not at most 64");
    expect(wrong("fibers", [102, 100, 98], { between: "giving-way" })).toContain("not at most 1");
  });

  it("leaves the others nothing where the first never yields", () => {
    expect(wrong("promises", [299, 1, 0], { between: "nothing" })).toContain("the first took 299 of 300");
    expect(wrong("threads", [299, 1, 0], { between: "nothing" })).toBe("");
  });

  it.each([
    ["a task left out", [150, 150], "2 tasks were seen, not 3"],
    ["a turn too few", [100, 100, 99], "299 turns were taken, not 300"],
    ["a turn too many", [101, 100, 100], "301 turns were taken, not 300"],
  ])("finds %s", (_, turns, line) => {
    expect(wrong("threads", turns)).toContain(line);
  });
});

describe("fairness.readings", () => {
  const read = (turns: readonly number[]) => fairness.readings?.map(({ of }) => of({ turns }, input));

  it("are 1 where turns are equal, and 1 ÷ tasks where one takes all", () => {
    expect(read([100, 100, 100])).toEqual([1, 1]);
    expect(read([300, 0, 0])).toEqual([1 / 3, 0]);
    expect(read([200, 100, 0])?.[0]).toBeCloseTo(0.6, 9);
  });
});
