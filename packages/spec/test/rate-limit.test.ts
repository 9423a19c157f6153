import { describe, expect, it } from "vitest";
import { rateLimit } from "../src/rate-limit.ts";
import { tasksOf } from "../src/tasks.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { observe: true, tasks: tasksOf(3, [4]), limit: 2, intervalMs: 10 };
const right = {
  ...{ endings: ["done", "done", "done"] as const, cleanups: [1, 1, 1], peakRunning: 2 },
  startsMs: [0, 1, 10],
  results: [0, 1, 4],
};

describe("rateLimit.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(rateLimit.check(input, nested(right), runInfo)).toEqual([]);
  });

  it.each([
    [
      "a window that holds too many",
      { startsMs: [0, 1, 5] },
      "3 tasks were started within 5 ms, where 10 allow 2",
    ],
    ["tasks that pass others", { startsMs: [1, 0, 11] }, "task 1 was started before task 0"],
    ["results out of order", { results: [1, 0, 4] }, "results were 1,0,4"],
    ["a task that starves", { startsMs: [0, 1, null] }, "task 2 was never started"],
    ["a task that was left out", { startsMs: [0, 1] }, "2 starts of 3 tasks"],
    ["a canceled task", { endings: ["done", "done", "canceled"] as const }, "task 2 ended canceled"],
  ])("finds %s", (_, change, line) => {
    expect(rateLimit.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(line);
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(rateLimit.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(rateLimit.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(rateLimit.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("rateLimit.ideal()", () => {
  it("has as many as allowed at the beginning of each interval", () => {
    expect(rateLimit.ideal(input, 1).ms).toBe(14);
    expect(rateLimit.ideal({ ...input, tasks: tasksOf(2, [40]) }, 1).ms).toBe(40);
  });
});
