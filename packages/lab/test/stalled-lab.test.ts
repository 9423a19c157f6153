// A lab that does not run for a while, as on a machine with too much load, must not blame its fork for that.
import { existsSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runFork } from "../src/fork/fork.ts";
import { patientTimer } from "../src/fork/patient-timer.ts";
import { ProcessTree } from "../src/fork/tree.ts";
import { kind, root } from "./laboratory.ts";

const graceMs = 600;
const run = (onStarted: (pid: number) => void) =>
  runFork({
    root,
    runtime: { path: process.execPath, kind },
    permissions: {},
    before: [],
    job: {
      example: "rogue",
      model: "promises",
      input: { behave: "answers rightly", path: "" },
      threads: 2,
      batch: 1,
      kind: "time",
      warmUpMs: 0,
      measureMs: 0,
      trace: false,
      live: false,
    },
    limitMs: 25_000,
    graceMs,
    onStarted: (guarded) => guarded && onStarted(guarded.group),
  });

/** Blocks this process until another one has ended, which it cannot hear of meanwhile, and the time is over as well. */
function stall(pid: number, ms: number): void {
  const beganMs = performance.now();
  const isOver = () => {
    const path = `/proc/${pid}/stat`;
    // It may have ended, and been heard of, before.
    return !existsSync(path) || /\) [ZX] /.test(readFileSync(path, "latin1"));
  };
  while (!isOver() || performance.now() - beganMs < ms)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
}

afterEach(() => vi.restoreAllMocks());

describe.skipIf(process.platform !== "linux")("a lab that is stalled", () => {
  it.each([100, 400])(
    "after a result, %d ms over the grace, does not say that the process lingered",
    async (overMs) => {
      let pid = 0;
      let isStalled = false;
      // The lab looks for descendants when the result has come.
      const look = ProcessTree.prototype.look;
      vi.spyOn(ProcessTree.prototype, "look").mockImplementation(function (this: ProcessTree) {
        look.call(this);
        if (isStalled) return;
        isStalled = true;
        setImmediate(() => stall(pid, graceMs + overMs));
      });
      const end = await run((started) => {
        pid = started;
      });
      expect(isStalled).toBe(true);
      expect(end).toMatchObject({
        ended: undefined,
        exitCode: 0,
        result: { outputs: [{ echo: "answers rightly" }] },
      });
    },
  );
});

describe("patientTimer()", () => {
  const toFake = ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate"] as const;
  afterEach(() => vi.useRealTimers());

  /** How often it waited before it acted, when it is called late by `lateMs` as many times as `stalls` says. */
  function waits(stalls: number, lateMs: number): number {
    vi.useFakeTimers({ toFake: [...toFake] });
    let called = 0;
    let acted = 0;
    let nowMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    using _ = patientTimer(1_000, () => {
      acted += 1;
    });
    for (; acted === 0; called++) {
      nowMs += 1_000 + (called < stalls ? lateMs : 0);
      vi.advanceTimersByTime(1_000);
      // An immediate call comes a moment later.
      vi.advanceTimersByTime(1);
    }
    return called;
  }

  it("acts once its time is over", () => expect(waits(0, 0)).toBe(1));
  it("acts although it is a little late", () => expect(waits(1, 250)).toBe(1));
  it("begins anew when it is late, as its own process did not run", () => expect(waits(3, 251)).toBe(4));
  it("does not begin anew without end", () => expect(waits(Number.POSITIVE_INFINITY, 300)).toBe(9));

  it("does nothing once it is disposed of, also when it was due", () => {
    vi.useFakeTimers({ toFake: [...toFake] });
    let acted = 0;
    for (const dueMs of [0, 1_000]) {
      const timer = patientTimer(1_000, () => {
        acted += 1;
      });
      if (dueMs > 0) vi.advanceTimersToNextTimer();
      timer[Symbol.dispose]();
    }
    vi.runAllTimers();
    expect(acted).toBe(0);
  });
});
