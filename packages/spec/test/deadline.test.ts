import { describe, expect, it } from "vitest";
import { deadline } from "../src/deadline.ts";
import { tasksOf } from "../src/tasks.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { observe: true, tasks: tasksOf(3, [1, 50], [2]), deadlineMs: 10 };
const done = { ended: "done", value: 0 } as const;
const exceeded = { ended: "exceeded", value: null } as const;
const failed = { ended: "failed", value: null } as const;
const caller = { tookMs: 1, cleanups: 1 };
const right = {
  outcomes: [done, exceeded, failed],
  callers: [caller, { ...caller, tookMs: 10 }, caller],
  endings: ["done", "canceled", "failed"] as const,
  cleanups: [1, 1, 1],
  peakRunning: 1,
};

describe("deadline.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(deadline.check(input, nested(right), runInfo)).toEqual([]);
  });

  it.each([
    [
      "a result of what was given up",
      [done, { ...exceeded, value: 1 }, failed],
      "task 1 was given up, and returned 1",
    ],
    ["a wrong result", [{ ...done, value: 7 }, exceeded, failed], "task 0 returned 7"],
    [
      "a failure returned as a result",
      [done, exceeded, { ...failed, ended: "done" as const }],
      "the caller of task 2 got done",
    ],
    ["a deadline that was not kept", [done, { ...done, value: 1 }, failed], "task 1 was waited for"],
    ["a missing outcome", [done], "1 outcomes of 3 tasks"],
  ])("finds %s", (_, outcomes, line) => {
    expect(deadline.check(input, nested({ ...right, outcomes }), runInfo).join("\n")).toContain(line);
  });

  it.each([
    ["a cleanup after the caller went on", 1, { tookMs: 10, cleanups: 0 }, "task 1 had cleaned up 0 times"],
    ["a task given up early", 1, { tookMs: 5, cleanups: 1 }, "given up after 5 ms"],
    ["a result before its time", 0, { tookMs: -1, cleanups: 1 }, "less than its 1 ms"],
  ])("finds %s", (_, task, change, line) => {
    const callers = right.callers.with(task, change);
    expect(deadline.check(input, nested({ ...right, callers }), runInfo).join("\n")).toContain(line);
  });

  it("finds a task that runs beside the next", () => {
    expect(deadline.check(input, nested({ ...right, peakRunning: 2 }), runInfo).join()).toContain(
      "2 at once",
    );
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(deadline.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(deadline.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(deadline.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("deadline.ideal()", () => {
  it("adds up what each may take", () => {
    expect(deadline.ideal(input, 1).ms).toBe(12);
  });
});
