import { describe, expect, it } from "vitest";
import { allOrNothing } from "../src/all-or-nothing.ts";
import { tasksOf } from "../src/tasks.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { observe: true, tasks: tasksOf(3, [1]) };
const right = {
  results: [0, 1, 4],
  failedTask: null,
  endings: ["done", "done", "done"] as const,
  cleanups: [1, 1, 1],
  peakRunning: 3,
};
const failing = { observe: true, tasks: tasksOf(3, [50, 1, 60], [1, 2]) };
const failed = {
  ...right,
  results: null,
  failedTask: 1,
  endings: ["canceled", "failed", "canceled"] as const,
};

describe("allOrNothing.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(allOrNothing.check(input, nested(right), runInfo)).toEqual([]);
    expect(allOrNothing.check(failing, nested(failed), runInfo)).toEqual([]);
  });

  it.each([
    ["results out of order", { results: [1, 0, 4] }, "results were 1,0,4"],
    ["a failure out of nowhere", { failedTask: 0 }, "task 0 was reported as failed"],
    ["tasks that waited for one another", { peakRunning: 2 }, "2 tasks ran at once"],
  ])("finds %s", (_, change, line) => {
    expect(allOrNothing.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(line);
  });

  it.each([
    ["results beside a failure", { results: [0, 1, 4] }, "results came although"],
    ["no failure", { failedTask: null }, "task null, which does not fail"],
    [
      "a later failure",
      { failedTask: 2, endings: ["canceled", "failed", "failed"] as const },
      "another before it",
    ],
    [
      "a sibling that went on",
      { endings: ["done", "failed", "canceled"] as const },
      "task 0 was not stopped",
    ],
  ])("finds %s", (_, change, line) => {
    expect(allOrNothing.check(failing, nested({ ...failed, ...change }), runInfo).join("\n")).toContain(line);
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(allOrNothing.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(allOrNothing.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(allOrNothing.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("allOrNothing.ideal()", () => {
  it("is the longest, or the first failure", () => {
    expect(allOrNothing.ideal({ observe: true, tasks: tasksOf(2, [1, 7]) }, 1).ms).toBe(7);
    expect(allOrNothing.ideal(failing, 1).ms).toBe(1);
  });
});
