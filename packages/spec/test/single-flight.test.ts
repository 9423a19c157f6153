import { describe, expect, it } from "vitest";
import { singleFlight } from "../src/single-flight.ts";
import { tasksOf } from "../src/tasks.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { observe: true, calls: tasksOf(2, [5], [1]), callers: 3, leavers: 1, leaveMs: 1 };
const answered = { results: 2, failures: 0, left: 1 };
const refused = { results: 0, failures: 3, left: 0 };
const right = {
  answers: [answered, refused],
  endings: ["done", "failed"] as const,
  cleanups: [1, 1],
  peakRunning: 2,
};

describe("singleFlight.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(singleFlight.check(input, nested(right), runInfo)).toEqual([]);
    const abandoned = { results: 0, failures: 0, left: 3 };
    const output = {
      ...right,
      answers: [abandoned, abandoned],
      endings: ["canceled", "canceled"] as const,
    };
    expect(singleFlight.check({ ...input, leavers: 3 }, nested(output), runInfo)).toEqual([]);
  });

  it.each([
    [
      "a caller without an answer",
      { answers: [{ ...answered, results: 1 }, refused] },
      "key 0: 2 of 3 callers",
    ],
    ["a second call for a key", { cleanups: [2, 1] }, "task 0 (done) cleaned up 2 times"],
    [
      "a patient caller that left",
      { answers: [{ ...answered, results: 1, left: 2 }, refused] },
      "and only 1 may",
    ],
    [
      "a result of a failed call",
      { answers: [answered, { ...refused, results: 1, failures: 2 }] },
      "key 1: 1 results",
    ],
    [
      "a failure of a call that did not fail",
      { answers: [{ ...answered, results: 1, failures: 1 }, refused] },
      "key 0: 1 failures",
    ],
    [
      "a call canceled under a caller",
      { endings: ["canceled", "failed"] as const },
      "although some callers waited",
    ],
    ["a key without answers", { answers: [answered] }, "1 keys were answered, of 2"],
  ])("finds %s", (_, change, line) => {
    expect(singleFlight.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(line);
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(singleFlight.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(singleFlight.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(singleFlight.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("singleFlight.ideal()", () => {
  it("is the longest call, unless all callers leave before, or there are none", () => {
    expect(singleFlight.ideal(input, 1).ms).toBe(5);
    expect(singleFlight.ideal({ ...input, leavers: 3 }, 1).ms).toBe(1);
    expect(singleFlight.ideal({ ...input, callers: 0 }, 1).ms).toBe(0);
  });
});
