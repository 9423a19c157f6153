import { describe, expect, it } from "vitest";
import { settleAll } from "../src/settle-all.ts";
import { tasksOf } from "../src/tasks.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { observe: true, tasks: tasksOf(3, [1, 5], [1]) };
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
    expect(settleAll.check(input, nested(right), runInfo)).toEqual([]);
  });

  it.each([
    [
      "outcomes out of order",
      { outcomes: [failed, done(0), done(4)] },
      "the outcome of task 0 was failed null",
    ],
    ["a missing outcome", { outcomes: [done(0)] }, "1 outcomes of 3 tasks"],
    [
      "a failure returned as a result",
      { outcomes: [done(0), done(1), done(4)] },
      "the outcome of task 1 was done 1",
    ],
    ["a canceled task", { endings: ["done", "failed", "canceled"] as const }, "task 2 ended canceled"],
    ["tasks that waited for one another", { peakRunning: 1 }, "1 tasks ran at once"],
  ])("finds %s", (_, change, line) => {
    expect(settleAll.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(line);
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(settleAll.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(settleAll.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(settleAll.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("settleAll.ideal()", () => {
  it("is the longest", () => {
    expect(settleAll.ideal(input, 1).ms).toBe(5);
  });
});
