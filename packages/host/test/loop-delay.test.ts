import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LoopDelayMonitor } from "../src/loop-delay.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("LoopDelayMonitor", () => {
  it("reads nothing if timers fire on time", async () => {
    const monitor = new LoopDelayMonitor();
    await vi.advanceTimersByTimeAsync(100);
    expect(monitor.stop()).toMatchObject({ beats: 100, p50Ms: 0, maxMs: 0 });
  });

  it("reads how late a beat is while the loop is blocked, even if it never fires", () => {
    const monitor = new LoopDelayMonitor();
    vi.setSystemTime(0);
    // The clock moves and no timer fires, as during a computation.
    const before = performance.now();
    vi.spyOn(performance, "now").mockReturnValue(before + 51);
    // 50 beats were due, the first 50 ms ago and the last 1 ms ago.
    expect(monitor.stop()).toEqual({ beats: 50, p50Ms: 25.5, p99Ms: expect.closeTo(49.51), maxMs: 50 });
  });

  it("counts every beat that a stall delays, so that the percentiles show it", async () => {
    const monitor = new LoopDelayMonitor();
    await vi.advanceTimersByTimeAsync(100);
    const before = performance.now();
    vi.spyOn(performance, "now").mockReturnValue(before + 101);
    const { beats, p50Ms, p99Ms } = monitor.stop();
    expect(beats).toBe(200);
    expect(p50Ms).toBeCloseTo(0.5);
    expect(p99Ms).toBeGreaterThan(95);
  });

  it("lets a due beat fire between calls that never leave a turn of the loop, and waits for nothing else", async () => {
    vi.useRealTimers();
    const watched = async () => {
      const monitor = new LoopDelayMonitor();
      const untilMs = performance.now() + 50;
      while (performance.now() < untilMs) {
        await undefined;
        await monitor.giveWay();
      }
      return monitor.stop();
    };
    // Where no beat fires, half of them are late by 24 ms and more, each time; where others take the core, now and then.
    let quietest = await watched();
    for (let again = 0; again < 50 && quietest.p50Ms >= 15; again++) quietest = await watched();
    expect(quietest.beats).toBeGreaterThan(10);
    expect(quietest.p50Ms).toBeLessThan(15);
  });

  it("leaves no timer behind", async () => {
    const monitor = new LoopDelayMonitor();
    await vi.advanceTimersByTimeAsync(3);
    monitor.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
