import { describe, expect, it } from "vitest";
import { firstSuccess } from "../src/first-success.ts";
import { tasksOf } from "../src/tasks.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { observe: true, tasks: tasksOf(3, [50, 1, 9], [1]) };
const right = {
  winner: { task: 2, value: 4 },
  failures: [],
  endings: ["canceled", "failed", "done"] as const,
  cleanups: [1, 1, 1],
  peakRunning: 3,
};
const failing = { observe: true, tasks: tasksOf(2, [1], [0, 1]) };
const failed = {
  winner: null,
  failures: [0, 1],
  endings: ["failed", "failed"] as const,
  cleanups: [1, 1],
  peakRunning: 2,
};

describe("firstSuccess.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(firstSuccess.check(input, nested(right), runInfo)).toEqual([]);
    expect(firstSuccess.check(failing, nested(failed), runInfo)).toEqual([]);
  });

  it.each([
    ["nobody won", { winner: null }, "nobody won"],
    ["a wrong value", { winner: { task: 2, value: 5 } }, "won with 5, not 4"],
    ["a winner that was canceled", { winner: { task: 0, value: 0 } }, "task 0 won and ended canceled"],
    [
      "a winner that was not first",
      { winner: { task: 0, value: 0 }, endings: ["done", "failed", "done"] as const },
      "although task 2, which pauses less, was done",
    ],
    [
      "a task that was not called",
      { endings: ["not started", "failed", "done"] as const, cleanups: [0, 1, 1] },
      "task 0 was not called",
    ],
    ["failures beside a winner", { failures: [1] }, "the failures of tasks 1 came although"],
    ["a loser that was not cleaned up", { cleanups: [0, 1, 1] }, "task 0 (canceled) cleaned up 0 times"],
  ])("finds %s", (_, change, line) => {
    expect(firstSuccess.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(line);
  });

  it.each([
    ["failures out of order", { failures: [1, 0] }, "tasks 1,0, not of 0,1"],
    ["a winner where all fail", { winner: { task: 0, value: 0 } }, "task 0 won, and every task fails"],
  ])("finds %s", (_, change, line) => {
    expect(firstSuccess.check(failing, nested({ ...failed, ...change }), runInfo).join("\n")).toContain(line);
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(firstSuccess.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(firstSuccess.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(firstSuccess.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("firstSuccess.ideal()", () => {
  it("is the shortest that succeeds, or the longest when none does", () => {
    expect(firstSuccess.ideal(input, 1).ms).toBe(9);
    expect(firstSuccess.ideal({ observe: true, tasks: tasksOf(2, [1, 5], [0, 1]) }, 1).ms).toBe(5);
  });
});
