import { describe, expect, it } from "vitest";
import { mutex } from "../src/mutex.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { observe: true, writers: 2, updates: 3, gapMs: 2, guarded: true };
const right = { count: 6, updatesMade: [3, 3], peakInside: 1 };
const unguarded = { ...input, guarded: false };

describe("mutex.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(mutex.check(input, nested(right), runInfo)).toEqual([]);
    expect(mutex.check(unguarded, nested({ ...right, count: 3, peakInside: 2 }), runInfo)).toEqual([]);
    expect(mutex.check(unguarded, nested(right), { ...runInfo, model: "threads" })).toEqual([]);
  });

  it.each([
    ["a lost update", { count: 5 }, "1 of 6 updates were lost"],
    ["two inside", { peakInside: 2 }, "2 writers were inside at once"],
    ["a writer left out", { updatesMade: [6] }, "1 writers were seen"],
    ["a writer cut short", { updatesMade: [3, 2] }, "writer 1 made 2 updates"],
  ])("finds %s", (_, change, line) => {
    expect(mutex.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(line);
  });

  it("finds a count that no order of updates leads to", () => {
    expect(mutex.check(unguarded, nested({ ...right, count: 7 }), runInfo)).toEqual([
      "the count is 7, not from 1 to 6",
    ]);
    expect(mutex.check(unguarded, nested({ ...right, count: 0 }), runInfo)).toEqual([
      "the count is 0, not from 1 to 6",
    ]);
  });

  it("finds that nothing was lost where something must be", () => {
    expect(mutex.check(unguarded, nested(right), runInfo)).toEqual([
      "no update was lost, although nothing guards them",
    ]);
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(mutex.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(mutex.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(mutex.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("mutex.ideal()", () => {
  it("is one gap after the other with the mutex, and one writer's gaps without", () => {
    expect(mutex.ideal(input, 1).ms).toBe(12);
    expect(mutex.ideal(unguarded, 1).ms).toBe(6);
  });
});
