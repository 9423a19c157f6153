import { describe, expect, it } from "vitest";
import { timers } from "../src/timers.ts";

const input = { kind: "periodic", delayMs: 2, count: 3, others: 5 } as const;
const right = { lateMs: [0.25, 0.5, 1.25], othersFired: 4 };
const runInfo = { model: "promises", threads: 1 };
const oneShot = { ...input, kind: "one-shot" } as const;

describe("timers.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(timers.check(input, right, runInfo)).toEqual([]);
    expect(timers.check(input, { ...right, lateMs: [-0.9, 1, 5] }, runInfo)).toEqual([]);
    expect(timers.check(input, { ...right, lateMs: [-1, -1.9, -2.9] }, runInfo)).toEqual([]);
    expect(timers.check(oneShot, { ...right, lateMs: [9, 0, 0] }, runInfo)).toEqual([]);
  });

  it.each([
    ["a firing left out", { lateMs: [0, 0] }, "2 firings were seen, not 3"],
    ["a firing too many", { lateMs: [0, 0, 0, 0] }, "4 firings were seen, not 3"],
    ["a firing before its time", { lateMs: [0, -5, 0] }, "firing 1 was 5 ms early"],
    ["periods out of order", { lateMs: [0, 9, 0] }, "firing 2 was seen before"],
    ["more others than there are", { othersFired: 6 }, "6 of 5 others"],
  ])("finds %s", (_, change, line) => {
    expect(timers.check(input, { ...right, ...change }, runInfo).join("\n")).toContain(line);
  });
});

describe("timers.check() of one-shot timers", () => {
  it("lets no firing be early by more than a clock rounds away", () => {
    const output = { ...right, lateMs: [0, -1.6, 0] };
    expect(timers.check(oneShot, output, runInfo)).toEqual(["firing 1 was 1.6 ms early"]);
  });
});

describe("timers.readings", () => {
  it("are how late firings were, and how far a period drifts", () => {
    const read = timers.readings?.map(({ id, of }) => [id, of(right, input)]);
    expect(read).toEqual([
      ["late-p50", 0.5],
      ["late-p99", 1.25],
      ["late-max", 1.25],
      ["drift", 0.5],
    ]);
    expect(timers.readings?.at(-1)?.of(right, oneShot)).toBeUndefined();
  });
});

describe("timers.sweeps", () => {
  it("keep a call short, whatever the delay", () => {
    for (const { values, at } of Object.values(timers.sweeps ?? {})) {
      for (const { delayMs, count } of values.map(at)) expect(delayMs * count).toBeLessThanOrEqual(200);
    }
  });
});
