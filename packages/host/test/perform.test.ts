import type { Job } from "@byturns/record/protocol";
import { describe, expect, it, vi } from "vitest";
import { perform } from "../src/perform.ts";

const inside = { runtime: "node", versions: () => ({ node: "1" }), collectGarbage: () => {} };
const lines = [
  { text: "b", delayMs: 30 },
  { text: "a", delayMs: 1 },
];
const job: Job = {
  token: "w",
  example: "say-after",
  model: "promises",
  input: { lines, order: "concurrent" },
  threads: 2,
  batch: 1,
  kind: "time",
  startedAtMs: Date.now(),
  warmUpMs: 0,
  measureMs: 0,
  trace: false,
  live: false,
};
const nobody = () => {
  throw new Error("Nobody listens");
};
const never = new AbortController().signal;

describe("perform()", () => {
  it("measures, and returns the outputs", async () => {
    const { measurement, outputs, trace } = await perform(job, inside, job.startedAtMs + 3, never, nobody);
    expect(measurement).toMatchObject({ versions: { node: "1" }, startUpMs: 3, calls: 1, uncheckedCalls: 0 });
    expect(measurement.loopDelay).toBeUndefined();
    expect(measurement.peakRssBytes).toBeGreaterThan(measurement.openRssBytes / 2);
    expect(outputs).toMatchObject([{ lines: [{ text: "a" }, { text: "b" }] }]);
    expect(trace).toBeUndefined();
  });

  it.each(["promises", "fibers", "threads"])("traces one call of %s, from its start", async (model) => {
    const { trace, outputs } = await perform({ ...job, model, trace: true }, inside, 0, never, nobody);
    expect(outputs).toHaveLength(2);
    // In either order: on a busy machine a thread may begin 29 ms late.
    expect(trace?.lines.map(({ text }) => text).toSorted()).toEqual(["a", "b"]);
    expect(new Set(trace?.spans.map(({ task }) => task))).toEqual(new Set(["a", "b"]));
    for (const { startMs, endMs } of trace?.spans ?? []) {
      expect(startMs).toBeGreaterThanOrEqual(0);
      expect(endMs).toBeGreaterThanOrEqual(startMs);
      expect(endMs).toBeLessThanOrEqual((trace?.wallMs ?? 0) + 0.5);
    }
  });

  it("warms up before it traces, and keeps the last call alone", async () => {
    const times = { warmUpMs: 20, measureMs: 1 };
    const { trace } = await perform({ ...job, ...times, trace: true }, inside, 0, never, nobody);
    expect(trace?.lines.map(({ text }) => text)).toEqual(["a", "b"]);
    expect(trace?.spans).toHaveLength(2);
  });

  it.each([
    ["not again where one call is all that a job makes of it", { warmUpMs: 0, measureMs: 0 }, false],
    ["again where calls are repeated anyway", { warmUpMs: 1, measureMs: 1 }, true],
  ])("makes a call of 5 s %s", async (_, times, isTraced) => {
    // Each reading of the clock is 5 s later.
    let nowMs = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => {
      nowMs += 5_000;
      return nowMs;
    });
    try {
      const { trace } = await perform({ ...job, ...times, trace: true }, inside, 0, never, nobody);
      expect(trace !== undefined).toBe(isTraced);
    } finally {
      clock.mockRestore();
    }
  });

  it("sends the lines of a live job, of one call alone", async () => {
    const told: unknown[] = [];
    const live = { ...job, trace: true, live: true };
    const { outputs, trace } = await perform(live, inside, 0, never, (line) => told.push(line));
    expect(outputs).toHaveLength(1);
    expect(told).toEqual(trace?.lines.map((line) => ({ _tag: "line", token: "w", line })));
  });

  it("measures the loop in forks of kind resource", async () => {
    const { measurement } = await perform({ ...job, kind: "resource" }, inside, 0, never, nobody);
    expect(measurement.loopDelay?.beats).toBeGreaterThan(0);
    expect(measurement.calls).toBe(1);
  });

  it("stops when its signal is aborted", async () => {
    const signal = AbortSignal.abort(new DOMException("Enough", "AbortError"));
    await expect(perform(job, inside, 0, signal, nobody)).rejects.toMatchObject({ name: "AbortError" });
  });

  it.each([
    [{ model: "actors" }, 'There is no model "actors"; there are promises, fibers, threads'],
    [{ example: "nothing" }, "promises does not support nothing: not part of this model"],
  ])("refuses %o", async (wrong, message) => {
    await expect(perform({ ...job, ...wrong }, inside, 0, never, nobody)).rejects.toThrow(message);
  });
});
