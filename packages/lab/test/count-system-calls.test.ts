import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { countSystemCalls, readStrace, whyNot } from "../src/fork/count-system-calls.ts";
import type { Workbench } from "../src/fork/workbench.ts";

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

describe("countSystemCalls()", () => {
  it("gives the reason where there is no strace", async () => {
    vi.stubEnv("PATH", "/nowhere");
    const bench = {
      fork: () => {
        throw new Error("nothing is to be started");
      },
    };
    const counted = await countSystemCalls({} as never, bench, { runtime: {} } as never, 1);
    vi.unstubAllEnvs();
    expect(counted).toEqual({ notCounted: "strace is not installed" });
  });

  it("gives the reason where strace may not trace, or the fork ended otherwise", () => {
    const refused = "strace: test_ptrace_get_syscall_info: PTRACE_TRACEME: Operation not permitted";
    expect(whyNot(refused, "crashed")).toBe("strace may not trace processes here (ptrace is not permitted)");
    expect(whyNot("\nboom\n", "crashed")).toBe("the fork ended crashed: boom");
  });

  it("counts warm calls only", async () => {
    const folder = await mkdtemp(join(tmpdir(), "strace-"));
    await writeFile(join(folder, "strace"), "");
    vi.stubEnv("PATH", folder);
    const calls: number[] = [];
    // A hundred to start, and one each tenth call.
    const fork = async ({ job, before }: Parameters<Workbench["fork"]>[0]) => {
      calls.push(job.batch);
      await writeFile(before?.at(-1) as string, `1.0 0.1 1 ${100 + job.batch / 10} futex`);
      return { end: { stderr: "" }, outcome: { _tag: "done", measurement: {} } };
    };
    const bench = { fork } as unknown as Workbench;
    const counted = await countSystemCalls({ specs: {} } as never, bench, { runtime: {} } as never, 1);
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
    expect(counted).toEqual({ all: 0.1, most: { futex: 0.1 } });
    expect(calls).toEqual([50, 150]);
  });
});
