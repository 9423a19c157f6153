import { describe, expect, it } from "vitest";
import { cleanup } from "../src/cleanup.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { tasks: 3, cleansUp: true, fails: false, observe: true };
const observed = { opened: 3, closed: 3, late: 0 };
const right = { done: 3, sum: 3, failed: 0, observed };
const failing = { ...input, fails: true };
const failed = { done: 0, sum: 0, failed: 3, observed };

describe("cleanup.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(cleanup.check(input, right, runInfo)).toEqual([]);
    expect(cleanup.check(failing, failed, runInfo)).toEqual([]);
    const without = { ...right, observed: { opened: 0, closed: 0, late: 0 } };
    expect(cleanup.check({ ...input, cleansUp: false }, without, runInfo)).toEqual([]);
    expect(cleanup.check({ ...input, observe: false }, { ...right, observed: null }, runInfo)).toEqual([]);
  });

  it.each([
    ["a task that did not return", { done: 2 }, "2 tasks returned, not 3"],
    ["a wrong result", { sum: 4 }, "adds up to 4, not 3"],
    ["a failure out of nowhere", { failed: 1 }, "1 tasks failed, not 0"],
    ["a resource that stays open", { observed: { ...observed, closed: 2 } }, "closed 2 times, not 3"],
    ["a second opening", { observed: { ...observed, opened: 4 } }, "opened 4 times, not 3"],
    ["a caller that goes on too early", { observed: { ...observed, late: 1 } }, "1 times the caller went on"],
    ["no observation", { observed: null }, "nothing was observed"],
  ])("finds %s", (_, change, line) => {
    expect(cleanup.check(input, { ...right, ...change }, runInfo).join("\n")).toContain(line);
  });

  it("finds failures that became results", () => {
    expect(cleanup.check(failing, right, runInfo)).toEqual([
      "3 tasks returned, not 0",
      "what they returned adds up to 3, not 0",
      "0 tasks failed, not 3",
    ]);
  });
});
