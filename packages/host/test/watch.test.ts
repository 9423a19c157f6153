import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LoopWatch } from "../src/watch.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
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
    expect(watch.stop()).toEqual({ beats: 1, p50Ms: 50, p99Ms: 50, maxMs: 50 });
    vi.restoreAllMocks();
  });

  it("leaves no timer behind", async () => {
    const watch = new LoopWatch();
    await vi.advanceTimersByTimeAsync(3);
    watch.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
