import { describe, expect, it } from "vitest";
import { runFork } from "../src/fork/fork.ts";
import { memoryLimitBytes, monitorMemory } from "../src/fork/memory.ts";
import { ProcessTree } from "../src/fork/tree.ts";
import { kind, root } from "./laboratory.ts";

describe("memoryLimitBytes()", () => {
  it.each([
    ["half of the machine's memory", 8_000, 0, 4_000],
    ["half of the control group's, where that has less", 8_000, 2_000, 1_000],
    ["half of the machine's, where the control group may take more than there is", 8_000, 2 ** 60, 4_000],
  ])("is %s", (_, total, constrained, limit) => {
    expect(memoryLimitBytes(total, constrained)).toBe(limit);
  });
});

describe.skipIf(process.platform !== "linux")("monitorMemory()", () => {
  it("calls back once when a process keeps more resident than its limit", async () => {
    let passed = 0;
    await new Promise<void>((resolve) => {
      monitorMemory(new ProcessTree(process.pid, "none"), 1, () => {
        passed += 1;
        resolve();
      });
    });
    expect(passed).toBe(1);
  });

  it("watches nothing if there is no limit or no process", () => {
    const tree = new ProcessTree(process.pid, "none");
    expect(monitorMemory(tree, undefined, () => {})).toBeUndefined();
    expect(monitorMemory(undefined, 1, () => {})).toBeUndefined();
  });

  it("counts what a fork's children keep", async () => {
    const end = await runFork({
      root,
      runtime: { path: process.execPath, kind },
      permissions: {},
      before: [],
      job: {
        example: "rogue",
        model: "promises",
        input: { behave: "takes memory in a child", path: "" },
        threads: 2,
        batch: 1,
        kind: "time",
        warmUpMs: 0,
        measureMs: 0,
        trace: false,
        live: false,
      },
      limitMs: 25_000,
      limitBytes: 300 * 2 ** 20,
      graceMs: 100,
    });
    expect(end).toMatchObject({ ended: "memory", exitSignal: "SIGKILL" });
  });
});
