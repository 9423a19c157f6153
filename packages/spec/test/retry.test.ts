import { describe, expect, it } from "vitest";
import { retry } from "../src/retry.ts";

const runInfo = { model: "promises", threads: 1 };
const call = { failures: 2, pauseMs: 1, permanent: false };
const input = {
  ...{ calls: [call], retries: 3, baseMs: 10, factor: 2, maxMs: 15, jitter: 0, seed: 1, withinMs: null },
};
const outcome = { ended: "done" as const, attempts: 3, delaysMs: [10, 15], tookMs: 28 };
const right = {
  ...{ endings: ["failed", "failed", "done"] as const, cleanups: [1, 1, 1], peakRunning: 1 },
  outcomes: [outcome],
};
const given = (change: object) => ({ ...right, outcomes: [{ ...outcome, ...change }] });

describe("retry.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(retry.check(input, right, runInfo)).toEqual([]);
    const within = given({ ended: "failed", attempts: 1, delaysMs: [], tookMs: 1 });
    const first = { endings: ["failed", "not started", "not started"] as const, cleanups: [1, 0, 0] };
    expect(retry.check({ ...input, withinMs: 5 }, { ...within, ...first }, runInfo)).toEqual([]);
  });

  it.each([
    ["too many attempts", { attempts: 4, delaysMs: [10, 15, 15] }, "call 0 was tried 4 times, not 3"],
    [
      "giving up too early",
      { ended: "failed", attempts: 2, delaysMs: [10] },
      "given up after 2 attempts of 3",
    ],
    ["success out of nowhere", { attempts: 2, delaysMs: [10] }, "done with 2 attempts, 2 of which fail"],
    ["a delay too few", { delaysMs: [10] }, "had 1 delays between 3 attempts"],
    ["a delay that nobody asked for", { delaysMs: [10, 20] }, "was delayed by 10,20 ms, not 10,15"],
    ["delays that were not waited for", { tookMs: 9 }, "took 9 ms, less than its pauses and delays of 28 ms"],
  ])("finds %s", (_, change, line) => {
    expect(retry.check(input, given(change), runInfo).join("\n")).toContain(line);
  });

  it("finds that what is permanent was tried again, and that the end was passed", () => {
    const permanent = { ...input, calls: [{ ...call, permanent: true }] };
    expect(retry.check(permanent, right, runInfo).join("\n")).toContain("was tried 3 times, not 1");
    expect(retry.check({ ...input, withinMs: 20 }, right, runInfo).join("\n")).toContain(
      "delayed by 25 ms in all",
    );
  });

  it("holds the jitter to its seed", () => {
    const jittered = { ...input, jitter: 1 };
    expect(retry.check(jittered, right, runInfo).join("\n")).toContain("was delayed by 10,15 ms, not");
  });
});

describe("retry.ideal()", () => {
  it("is the longest call, with its delays", () => {
    expect(retry.ideal(input, 1).ms).toBe(28);
    expect(retry.ideal({ ...input, calls: [] }, 1).ms).toBe(0);
  });
});
