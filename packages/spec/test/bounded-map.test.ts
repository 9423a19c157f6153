import { describe, expect, it } from "vitest";
import { boundedMap } from "../src/bounded-map.ts";
import { tasksOf } from "../src/tasks.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { observe: true, tasks: tasksOf(3, [1]), limit: 2, onFailure: "await" as const };
const right = {
  results: [0, 1, 4],
  failedTask: null,
  endings: ["done", "done", "done"] as const,
  cleanups: [1, 1, 1],
  peakRunning: 2,
};
const failing = { ...input, tasks: tasksOf(3, [1], [0]) };
const failed = {
  ...right,
  results: null,
  failedTask: 0,
  endings: ["failed", "done", "not started"] as const,
  cleanups: [1, 1, 0],
};

describe("boundedMap.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(boundedMap.check(input, nested(right), runInfo)).toEqual([]);
    expect(boundedMap.check(failing, nested(failed), runInfo)).toEqual([]);
  });

  it.each([
    ["results out of order", { results: [1, 0, 4] }, "results were 1,0,4"],
    ["more running than the limit", { peakRunning: 3 }, "3 tasks ran at once"],
    ["the limit not reached", { peakRunning: 1 }, "never more than 1"],
    ["a second cleanup", { cleanups: [1, 2, 1] }, "task 1 (done) cleaned up 2 times"],
    ["a failure out of nowhere", { failedTask: 1 }, "task 1 was reported as failed"],
    ["a task left out", { endings: ["done", "done"] as const }, "2 endings and 3 cleanups"],
  ])("finds %s", (_, change, line) => {
    expect(boundedMap.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(line);
  });

  it.each([
    ["results beside a failure", { results: [0, 1, 4] }, "results came although"],
    ["the wrong failure", { failedTask: 1 }, "task 1, which does not fail"],
    [
      "a canceled task that was to be awaited",
      { endings: ["failed", "canceled", "not started"] as const },
      "task 1 was canceled",
    ],
    ["tasks that begin after a failure", { begunAfterFailure: 2 }, "2 tasks began after a task had failed"],
    [
      "a gap among the begun",
      { endings: ["failed", "not started", "done"] as const, cleanups: [1, 0, 1] },
      "begun were not the first 2",
    ],
  ])("finds %s", (_, change, line) => {
    expect(boundedMap.check(failing, nested({ ...failed, ...change }), runInfo).join("\n")).toContain(line);
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(boundedMap.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(boundedMap.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(boundedMap.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("boundedMap.ideal()", () => {
  it("shares the pauses among as many as may run, and is never below the longest", () => {
    expect(boundedMap.ideal({ ...input, tasks: tasksOf(4, [3]) }, 1).ms).toBe(6);
    expect(boundedMap.ideal({ ...input, tasks: tasksOf(2, [1, 9]) }, 1).ms).toBe(9);
    expect(boundedMap.ideal({ ...input, tasks: tasksOf(2, [7, 9], [0]) }, 1).ms).toBe(7);
  });
});
