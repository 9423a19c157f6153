import { describe, expect, it } from "vitest";
import { settleAll } from "../src/settle-all.ts";
import { tasksOf } from "../src/tasks.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { tasks: tasksOf(3, [1, 5], [1]) };
const done = (value: number) => ({ ended: "done" as const, value });
const failed = { ended: "failed" as const, value: null };
const right = {
  outcomes: [done(0), failed, done(4)],
  endings: ["done", "failed", "done"] as const,
  cleanups: [1, 1, 1],
  peakRunning: 3,
};

describe("settleAll.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(settleAll.check(input, right, runInfo)).toEqual([]);
  });

  it.each([
    ["outcomes out of order", { outcomes: [failed, done(0), done(4)] }, "task 0 was told as failed null"],
    ["a missing outcome", { outcomes: [done(0)] }, "1 outcomes of 3 tasks"],
    ["a failure told as a result", { outcomes: [done(0), done(1), done(4)] }, "task 1 was told as done 1"],
    ["a cancelled task", { endings: ["done", "failed", "cancelled"] as const }, "task 2 ended cancelled"],
    ["tasks that waited for one another", { peakRunning: 1 }, "1 tasks ran at once"],
  ])("finds %s", (_, change, line) => {
    expect(settleAll.check(input, { ...right, ...change }, runInfo).join("\n")).toContain(line);
  });
});

describe("settleAll.ideal()", () => {
  it("is the longest", () => {
    expect(settleAll.ideal(input, 1).ms).toBe(5);
  });
});
