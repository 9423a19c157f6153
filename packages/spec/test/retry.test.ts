import { describe, expect, it } from "vitest";
import { type RetryOutcome, retry } from "../src/retry.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const call = { failures: 2, pauseMs: 1, permanent: false };
const input = {
  observe: true,
  ...{ calls: [call], retries: 3, baseMs: 10, factor: 2, maxMs: 15, jitter: 0, seed: 1, withinMs: null },
};
const outcome: RetryOutcome = { ended: "done", value: 2 };
const caller = { attempts: 3, delaysMs: [10, 15], tookMs: 28 };
const right = {
  ...{ endings: ["failed", "failed", "done"] as const, cleanups: [1, 1, 1], peakRunning: 1 },
  ...{ outcomes: [outcome], callers: [caller] },
};
const given = (change: object, ended: RetryOutcome["ended"] = "done") => ({
  ...{ ...right, outcomes: [{ ended, value: ended === "done" ? 2 : null }] },
  callers: [{ ...caller, ...change }],
});

describe("retry.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(retry.check(input, nested(right), runInfo)).toEqual([]);
    const within = given({ attempts: 1, delaysMs: [], tookMs: 1 }, "failed");
    const first = { endings: ["failed", "not started", "not started"] as const, cleanups: [1, 0, 0] };
    expect(retry.check({ ...input, withinMs: 5 }, nested({ ...within, ...first }), runInfo)).toEqual([]);
  });

  it.each([
    ["too many attempts", { attempts: 4, delaysMs: [10, 15, 15] }, "call 0 made 4 attempts, not 3"],
    ["giving up too early", { attempts: 2, delaysMs: [10] }, "gave up after 2 attempts of 3"],
    ["success out of nowhere", { attempts: 2, delaysMs: [10] }, "done with 2 attempts, 2 of which fail"],
    ["a delay too few", { delaysMs: [10] }, "had 1 delays between 3 attempts"],
    ["a delay that nobody asked for", { delaysMs: [10, 20] }, "was delayed by 10,20 ms, not 10,15"],
    ["delays that were not waited for", { tookMs: 9 }, "took 9 ms, less than its pauses and delays of 28 ms"],
  ])("finds %s", (_, change, line) => {
    expect(retry.check(input, nested(given(change)), runInfo).join("\n")).toContain(line);
  });

  it("finds that what is permanent was tried again, and that the end was passed", () => {
    const permanent = { ...input, calls: [{ ...call, permanent: true }] };
    expect(retry.check(permanent, nested(right), runInfo).join("\n")).toContain("made 3 attempts, not 1");
    expect(retry.check({ ...input, withinMs: 20 }, nested(right), runInfo).join("\n")).toContain(
      "delayed by 25 ms in all",
    );
  });

  it.each([
    ["a failure that need not be", { ended: "failed", value: null }, "call 0 failed, and need not"],
    ["the value of another attempt", { ended: "done", value: 1 }, "call 0 returned 1, not 2"],
  ] as const)("finds %s", (_, outcome, line) => {
    expect(retry.check(input, nested({ ...right, outcomes: [outcome] }), runInfo).join("\n")).toContain(line);
  });

  it("finds success where every attempt fails", () => {
    expect(retry.check({ ...input, retries: 1 }, nested(right), runInfo).join("\n")).toContain(
      "call 0 succeeded, and cannot",
    );
  });

  it("holds the jitter to its seed", () => {
    const jittered = { ...input, jitter: 1 };
    expect(retry.check(jittered, nested(right), runInfo).join("\n")).toContain(
      "was delayed by 10,15 ms, not",
    );
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(retry.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(retry.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(retry.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("retry.ideal()", () => {
  it("is the longest call, with its delays", () => {
    expect(retry.ideal(input, 1).ms).toBe(28);
    expect(retry.ideal({ ...input, calls: [] }, 1).ms).toBe(0);
  });
});
