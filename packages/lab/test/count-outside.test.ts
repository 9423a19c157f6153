import { describe, expect, it, vi } from "vitest";
import { countSystemCalls, readStrace, whyNot } from "../src/fork/count-outside.ts";
import { readJscCollections, readV8Collections } from "../src/runtime/collections-log.ts";

describe("readStrace()", () => {
  it("reads the calls of each system call, with errors or without, and not their total", () => {
    const text = [
      "% time     seconds  usecs/call     calls    errors syscall",
      "------ ----------- ----------- --------- --------- ------------------",
      " 61.10    0.009316          18       512        21 futex",
      "  0.00    0.000000           0       100           statx",
      "------ ----------- ----------- --------- --------- ------------------",
      "100.00    0.015247          17       852        21 total",
    ].join("\n");
    expect(readStrace(text)).toEqual({ futex: 512, statx: 100 });
  });

  it("reads nothing from an empty file", () => {
    expect(readStrace("")).toEqual({});
  });
});

describe("logs of garbage collections", () => {
  it("of V8 have the pause of each", () => {
    const text = [
      "[1:0x1]       44 ms: Scavenge 4.8 (4.9) -> 4.3 (5.6) MB, pooled: 0.0 MB, 3.25 / 0.00 ms (average mu = 1.000) allocation failure; ",
      "printed by the program: 12 ms",
      "[1:0x1]       50 ms: Mark-Compact 5.0 (6.1) -> 4.7 (6.8) MB, 5.00 / 0.00 ms (average mu = 1.000) external; ",
    ].join("\n");
    expect(readV8Collections(text)).toEqual({ count: 2, pauseMs: 8.25 });
  });

  it("of JavaScriptCore have the pauses of each, which may be several", () => {
    const text = [
      "[GC<0x5>: START M 9109kb => EdenCollection, a=0kb p=3.5ms (max 3.5)...]",
      "[GC<0x5>: M a=2290kb hf=0.676 => 10824kb, p=2.5ms (max 3.5), cycle 8.9ms END]",
    ].join("\n");
    expect(readJscCollections(text)).toEqual({ count: 1, pauseMs: 6 });
  });
});

describe("countSystemCalls()", () => {
  it("gives the reason where there is no strace", async () => {
    vi.stubEnv("PATH", "/nowhere");
    const bench = {
      fork: () => {
        throw new Error("nothing is to be started");
      },
    };
    const counted = await countSystemCalls({} as never, bench, { runtime: {} } as never);
    vi.unstubAllEnvs();
    expect(counted).toEqual({ notCounted: "strace is not installed" });
  });

  it("gives the reason where strace may not trace, or the fork ended otherwise", () => {
    const refused = "strace: test_ptrace_get_syscall_info: PTRACE_TRACEME: Operation not permitted";
    expect(whyNot(refused, "crashed")).toBe("strace may not trace processes here (ptrace is not permitted)");
    expect(whyNot("\nboom\n", "crashed")).toBe("the fork ended crashed: boom");
  });
});
