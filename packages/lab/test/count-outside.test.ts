import { writeFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { countCollections, countSystemCalls, readStrace, whyNot } from "../src/fork/count-outside.ts";
import type { Workbench } from "../src/fork/workbench.ts";
import type { Catalog } from "../src/index.ts";
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
    const counted = await countSystemCalls({} as never, bench, { runtime: {} } as never, 1);
    vi.unstubAllEnvs();
    expect(counted).toEqual({ notCounted: "strace is not installed" });
  });

  it("gives the reason where strace may not trace, or the fork ended otherwise", () => {
    const refused = "strace: test_ptrace_get_syscall_info: PTRACE_TRACEME: Operation not permitted";
    expect(whyNot(refused, "crashed")).toBe("strace may not trace processes here (ptrace is not permitted)");
    expect(whyNot("\nboom\n", "crashed")).toBe("the fork ended crashed: boom");
  });
});

describe("countCollections()", () => {
  /** A bench whose forks collect garbage with each tenth call, for 1 ms; a cold call does so each time. */
  function collecting(coldCalls: number, coldMs = 1) {
    const jobs: Parameters<Workbench["fork"]>[0]["job"][] = [];
    const fork = async ({ job, before }: Parameters<Workbench["fork"]>[0]) => {
      jobs.push(job);
      const cold = Math.min(coldCalls, job.batch);
      const warm = Math.floor((job.batch - cold) / 10);
      const [file] = (before ?? []).slice(-1) as [string];
      await writeFile(file, JSON.stringify({ count: cold + warm, pauseMs: coldMs * cold + warm }));
      return { end: { stderr: "" }, outcome: { _tag: "done", measurement: { calls: job.batch } } };
    };
    return { bench: { fork } as unknown as Workbench, jobs };
  }
  const catalog = { specs: { example: {} } } as unknown as Catalog;
  const logCollections = { flags: () => [], environment: {}, read: JSON.parse };
  const kind = { title: "Runtime", flags: () => [], explaining: { logCollections } };
  const task = { example: "example", model: "promises", value: {}, runtime: { path: "/runtime", kind } };

  it.skipIf(process.platform === "win32")("counts warm calls only", async () => {
    const { bench, jobs } = collecting(10);
    const counted = await countCollections(catalog, bench, task as never, 1);
    expect(counted).toEqual({ perCall: { count: 0.1, pauseMs: 0.1 } });
    expect(jobs.map(({ kind, batch }) => [kind, batch])).toEqual([
      ["repeat", 300],
      ["repeat", 800],
    ]);
  });

  it.skipIf(process.platform === "win32")(
    "does not tell pauses that are less than those of warming up",
    async () => {
      const counted = await countCollections(catalog, collecting(20, 40).bench, task as never, 1);
      expect(counted).toEqual({ perCall: { count: 0.1 } });
    },
  );

  it.skipIf(process.platform === "win32")("does not tell the pauses of a few collections", async () => {
    // Of 50 calls that are counted, 5 collect garbage.
    const counted = await countCollections(catalog, collecting(0).bench, task as never, 10);
    expect(counted).toEqual({ perCall: { count: 0.1 } });
  });
});
