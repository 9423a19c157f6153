import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LoopWatch } from "../src/watch.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("LoopWatch", () => {
  it("reads nothing where timers fire when they are due", async () => {
    const watch = new LoopWatch();
    await vi.advanceTimersByTimeAsync(100);
    expect(watch.stop()).toMatchObject({ beats: 100, p50Ms: 0, maxMs: 0 });
  });

  it("reads how late a beat is while the loop is held, also when it never fires", () => {
    const watch = new LoopWatch();
    vi.setSystemTime(0);
    // The clock moves and no timer fires, as when somebody computes.
    const before = performance.now();
    vi.spyOn(performance, "now").mockReturnValue(before + 51);
    // 50 beats were due, the first 50 ms ago and the last 1 ms ago.
    expect(watch.stop()).toEqual({ beats: 50, p50Ms: 25.5, p99Ms: expect.closeTo(49.51), maxMs: 50 });
  });

  it("counts every beat that a stall holds back, so that the percentiles show it", async () => {
    const watch = new LoopWatch();
    await vi.advanceTimersByTimeAsync(100);
    const before = performance.now();
    vi.spyOn(performance, "now").mockReturnValue(before + 101);
    const { beats, p50Ms, p99Ms } = watch.stop();
    expect(beats).toBe(200);
    expect(p50Ms).toBeCloseTo(0.5);
    expect(p99Ms).toBeGreaterThan(95);
  });

  it("leaves no timer behind", async () => {
    const watch = new LoopWatch();
    await vi.advanceTimersByTimeAsync(3);
    watch.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
