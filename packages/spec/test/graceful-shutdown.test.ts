import { describe, expect, it } from "vitest";
import { gracefulShutdown } from "../src/graceful-shutdown.ts";

const runInfo = { model: "promises", threads: 1 };
const job = { pauseMs: 5, value: 1, fails: false, atMs: 0 };
const input = {
  jobs: [job, { ...job, pauseMs: 9_000 }, { ...job, atMs: 30 }],
  ...{ stopAtMs: 10, graceMs: 50, forceAtMs: null },
};
const right = {
  ...{ endings: ["done", "cancelled", "not started"] as const, cleanups: [1, 1, 0], peakRunning: 2 },
  ...{ fates: ["done", "cut", "refused"] as const, cut: 1, leftRunning: 0 },
};

describe("gracefulShutdown.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(gracefulShutdown.check(input, right, runInfo)).toEqual([]);
  });

  it.each([
    [
      "a job refused too early",
      {
        fates: ["refused", "cut", "refused"] as const,
        endings: ["not started", "cancelled", "not started"] as const,
      },
      "job 0 came at 0 ms and was refused, before 10",
    ],
    [
      "a job taken too late",
      { fates: ["done", "cut", "done"] as const, endings: ["done", "cancelled", "done"] as const },
      "job 2 came at 30 ms and was taken, after 10",
    ],
    [
      "a lost job",
      { fates: ["done", "done", "refused"] as const },
      "job 1 ended cancelled, and its caller was told done",
    ],
    [
      "a job cut too early",
      { fates: ["cut", "cut", "refused"] as const },
      "job 0 was cut, and needed 5 of the 50 ms",
    ],
    [
      "a job that goes on",
      { fates: ["done", "done", "refused"] as const, endings: ["done", "done", "not started"] as const },
      "job 1 went on long after 60 ms",
    ],
    ["a wrong count", { cut: 0 }, "0 jobs were said to be cut, and 1 callers were told"],
    ["leaving before the end", { leftRunning: 1 }, "1 jobs ran when all were said to be over"],
    [
      "a refused job that ran",
      { endings: ["done", "cancelled", "done"] as const },
      "job 2 was refused, and ended done",
    ],
    ["a missing fate", { fates: ["done"] as const }, "1 fates of 3 jobs"],
  ])("finds %s", (_, change, line) => {
    expect(gracefulShutdown.check(input, { ...right, ...change }, runInfo).join("\n")).toContain(line);
  });
});

describe("gracefulShutdown.ideal()", () => {
  it("is the last arrival, end or cut", () => {
    expect(gracefulShutdown.ideal(input, 1).ms).toBe(60);
    expect(gracefulShutdown.ideal({ ...input, forceAtMs: 20 }, 1).ms).toBe(30);
  });
});
