import { describe, expect, it } from "vitest";
import { deadline } from "../src/deadline.ts";
import { tasksOf } from "../src/tasks.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { tasks: tasksOf(3, [1, 50], [2]), deadlineMs: 10 };
const done = { ended: "done", value: 0, tookMs: 1, cleanups: 1 } as const;
const exceeded = { ended: "exceeded", value: null, tookMs: 10, cleanups: 1 } as const;
const failed = { ended: "failed", value: null, tookMs: 1, cleanups: 1 } as const;
const right = {
  outcomes: [done, exceeded, failed],
  endings: ["done", "cancelled", "failed"] as const,
  cleanups: [1, 1, 1],
  peakRunning: 1,
};

describe("deadline.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(deadline.check(input, right, runInfo)).toEqual([]);
  });

  it.each([
    [
      "a cleanup after the caller went on",
      [done, { ...exceeded, cleanups: 0 }, failed],
      "task 1 had cleaned up 0 times",
    ],
    ["a task given up early", [done, { ...exceeded, tookMs: 5 }, failed], "given up after 5 ms"],
    [
      "a result of what was given up",
      [done, { ...exceeded, value: 1 }, failed],
      "task 1 was given up, and returned 1",
    ],
    ["a wrong result", [{ ...done, value: 7 }, exceeded, failed], "task 0 returned 7"],
    [
      "a failure told as a result",
      [done, exceeded, { ...failed, ended: "done" as const }],
      "its caller was told done",
    ],
    [
      "a deadline that was not kept",
      [done, { ...done, value: 1, tookMs: 50 }, failed],
      "task 1 was waited for",
    ],
    ["a result before its time", [{ ...done, tookMs: -1 }, exceeded, failed], "less than its 1 ms"],
    ["a missing outcome", [done], "1 outcomes of 3 tasks"],
  ])("finds %s", (_, outcomes, line) => {
    expect(deadline.check(input, { ...right, outcomes }, runInfo).join("\n")).toContain(line);
  });

  it("finds a task that runs beside the next", () => {
    expect(deadline.check(input, { ...right, peakRunning: 2 }, runInfo).join()).toContain("2 at once");
  });
});

describe("deadline.ideal()", () => {
  it("adds up what each may take", () => {
    expect(deadline.ideal(input, 1).ms).toBe(12);
  });
});
