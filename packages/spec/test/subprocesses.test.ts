import { describe, expect, it } from "vitest";
import { type EndedProgram, subprocesses } from "../src/subprocesses.ts";

const runInfo = { model: "promises", threads: 1 };
const input = (subprocesses.inputs as Record<string, typeof subprocesses.inputs.test>).contained;
if (input === undefined) throw new RangeError("There is no input contained");

const asExpected = input.programs.map(({ name, ends }, i) => ({
  name,
  pid: ends.outcome === "not started" ? null : 100 + i,
  ...ends,
}));
const wrong = (name: string, change: Partial<EndedProgram>) =>
  subprocesses.check(
    input,
    { programs: asExpected.map((program) => (program.name === name ? { ...program, ...change } : program)) },
    runInfo,
  );

describe("subprocesses.check()", () => {
  it("accepts every program that ended as was expected of it", () => {
    expect(wrong("good", {})).toEqual([]);
  });

  it.each([
    ["good", { exitCode: 1 }],
    ["good", { stdout: "" }],
    ["hangs", { outcome: "exited", exitCode: 0, signal: null }],
    ["ignores TERM", { signal: "SIGTERM" }],
    ["is missing", { pid: 7 }],
    ["good", { pid: null }],
    ["good", { name: "hangs" }],
  ] as const)("rejects it when the program that %s has %j", (name, change) => {
    expect(wrong(name, change).length).toBeGreaterThan(0);
  });

  it("rejects a program that is missing", () => {
    expect(subprocesses.check(input, { programs: asExpected.slice(1) }, runInfo)).toHaveLength(1);
  });
});

describe("subprocesses.ideal()", () => {
  it("is the sum one by one, the longest at once; what hangs lasts until its deadline", () => {
    expect(subprocesses.ideal(input, 1).ms).toBe(input.deadlineMs);
    expect(subprocesses.ideal({ ...input, order: "one-by-one" }, 1).ms).toBe(2 * input.deadlineMs);
  });
});
