import { describe, expect, it } from "vitest";
import { semaphorePool } from "../src/semaphore-pool.ts";
import { tasksOf } from "../src/tasks.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const users = tasksOf(3, [4], [1]).map((task) => ({ ...task, giveUpMs: null }));
const input = { observe: true, users, permits: 2 };
const impatient = { ...input, users: users.map((user) => ({ ...user, giveUpMs: 3 })) };
const right = {
  outcomes: ["done", "failed", "done"] as const,
  endings: ["done", "failed", "done"] as const,
  cleanups: [1, 1, 1],
  granted: [0, 1, 2],
  peakRunning: 2,
  lentTwice: 0,
  free: 2,
};

describe("semaphorePool.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(semaphorePool.check(input, nested(right), runInfo)).toEqual([]);
    const left = {
      ...right,
      outcomes: ["done", "failed", "gave up"] as const,
      endings: ["done", "failed", "not started"] as const,
      cleanups: [1, 1, 0],
      granted: [0, 1],
    };
    expect(semaphorePool.check(impatient, nested(left), runInfo)).toEqual([]);
  });

  it.each([
    ["too many at once", { peakRunning: 3 }, "3 users went on at once, with 2 permits"],
    ["permits that nobody got", { peakRunning: 1 }, "never more than 1 went on"],
    ["a lost permit", { free: 1 }, "1 permits are free in the end, of 2"],
    ["a permit out of nowhere", { free: 3 }, "3 permits are free in the end, of 2"],
    ["a resource lent twice", { lentTwice: 1 }, "1 times a resource was lent to two users"],
    ["users who were passed", { granted: [0, 2, 1] }, "not given in the order of asking: 0,2,1"],
    ["two permits for one", { granted: [0, 1, 1, 2] }, "a user got two permits"],
    ["no permit at all", { granted: [0, 1] }, "user 2 went on without a permit"],
    ["giving up unasked", { outcomes: ["done", "failed", "gave up"] as const }, "user 2 gave up, and has"],
    ["a wrong outcome", { outcomes: ["done", "done", "done"] as const }, "user 1 got done"],
    ["a missing outcome", { outcomes: ["done"] as const }, "1 outcomes of 3 users"],
  ])("finds %s", (_, change, line) => {
    expect(semaphorePool.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(line);
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(semaphorePool.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(semaphorePool.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(semaphorePool.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("semaphorePool.ideal()", () => {
  it("shares the pauses among the permits, and has no bound if a user may give up", () => {
    expect(semaphorePool.ideal(input, 1).ms).toBe(6);
    expect(semaphorePool.ideal(impatient, 1).ms).toBe(3);
  });
});
