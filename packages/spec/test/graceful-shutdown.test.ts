import { describe, expect, it } from "vitest";
import { gracefulShutdown } from "../src/graceful-shutdown.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const job = { pauseMs: 5, value: 1, fails: false, atMs: 0 };
const input = {
  observe: true,
  jobs: [job, { ...job, pauseMs: 9_000 }, { ...job, atMs: 30 }],
  ...{ stopAtMs: 10, graceMs: 50, forceAtMs: null },
};
const right = {
  ...{ endings: ["done", "canceled", "not started"] as const, cleanups: [1, 1, 0], peakRunning: 2 },
  ...{ fates: ["done", "cut", "refused"] as const, cut: 1, leftRunning: 0 },
};

describe("gracefulShutdown.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(gracefulShutdown.check(input, nested(right), runInfo)).toEqual([]);
  });

  it.each([
    [
      "a job refused too early",
      {
        fates: ["refused", "cut", "refused"] as const,
        endings: ["not started", "canceled", "not started"] as const,
      },
      "job 0 came at 0 ms and was refused, before 10",
    ],
    [
      "a job taken too late",
      { fates: ["done", "cut", "done"] as const, endings: ["done", "canceled", "done"] as const },
      "job 2 came at 30 ms and was taken, after 10",
    ],
    [
      "a lost job",
      { fates: ["done", "done", "refused"] as const },
      "job 1 ended canceled, and its caller got done",
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
    ["a wrong count", { cut: 0 }, "the shutdown counted 0 jobs as cut, and 1 callers were"],
    ["leaving before the end", { leftRunning: 1 }, "1 jobs ran when the shutdown was over"],
    [
      "a refused job that ran",
      { endings: ["done", "canceled", "done"] as const },
      "job 2 ended done, and its caller got refused",
    ],
    ["a missing fate", { fates: ["done"] as const }, "1 fates of 3 jobs"],
  ])("finds %s", (_, change, line) => {
    expect(gracefulShutdown.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(
      line,
    );
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(gracefulShutdown.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(gracefulShutdown.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(gracefulShutdown.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("gracefulShutdown.ideal()", () => {
  it("is the last arrival, end or cut", () => {
    expect(gracefulShutdown.ideal(input, 1).ms).toBe(60);
    expect(gracefulShutdown.ideal({ ...input, forceAtMs: 20 }, 1).ms).toBe(30);
  });
});
