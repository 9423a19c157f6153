import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptOutputChars, type Result } from "@byturns/record";
import { type AnySpec, specs } from "@byturns/spec";
import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import type { ForkEnd } from "../src/fork/fork.ts";
import { judge, memoryKills, readingsOf } from "../src/fork/judge.ts";
import { memoryLimitBytes } from "../src/fork/memory.ts";
import { catalog } from "./laboratory.ts";

const { rogue } = catalog.specs as { readonly rogue: AnySpec };
const input = { behave: "right", path: "" };
const runInfo = { model: "promises", threads: 2 };
const measurement = { uncheckedCalls: 0 } as Result["measurement"];

const resultOf = (outputs: readonly unknown[], rest: Partial<Result> = {}): Result => ({
  measurement,
  outputs,
  measuredCalls: outputs.map(() => 1),
  ...rest,
});

function outcomeOf(end: Partial<ForkEnd>, of = { spec: rogue, given: input as unknown, starved: false }) {
  const ended: ForkEnd = {
    command: [],
    startedAt: "",
    wallMs: 1,
    exitCode: 0,
    exitSignal: null,
    stdout: "",
    stderr: "",
    result: resultOf([{ echo: "right" }]),
    failure: undefined,
    invalidMessage: undefined,
    ended: undefined,
    ...end,
  };
  return judge(ended, of.spec, of.given, runInfo, 7_000, of.starved);
}

describe("judge()", () => {
  const failure = { name: "Broken", message: "It broke" };
  const killed = { exitCode: null, exitSignal: "SIGKILL", result: undefined } as const;

  it("accepts a correct output of a process that ended well", () => {
    expect(outcomeOf({})).toStrictEqual({ _tag: "done", measurement });
  });

  it("gives precedence to what the lab itself observed", () => {
    const invalid = { invalidMessage: "what", ended: "invalidMessage" } as const;
    expect(outcomeOf(invalid)).toEqual({ _tag: "invalidMessage", what: "what" });
    expect(outcomeOf({ ...killed, ended: "limit", stderr: "out of memory" })).toEqual({
      _tag: "timedOut",
      limitMs: 7_000,
    });
    const limitBytes = memoryLimitBytes();
    expect(outcomeOf({ ...killed, ended: "memory" })).toEqual({ _tag: "outOfMemory", limitBytes });
    expect(outcomeOf({ ended: "lingers" })).toMatchObject({
      _tag: "failed",
      failure: {
        name: "ProcessLingers",
        message: expect.stringMatching(/^The process did not end by itself/),
      },
    });
  });

  it.each([
    "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
    "RangeError: Out of memory",
    "error: OutOfMemory",
    "memory allocation of 8 bytes failed",
    "terminate called after throwing an instance of 'std::bad_alloc'",
    "Fatal: allocation failed",
  ])("knows that a process had no memory by its last words: %s", (stderr) => {
    expect(outcomeOf({ ...killed, exitSignal: "SIGABRT", stderr })).toEqual({ _tag: "outOfMemory" });
    expect(outcomeOf({ exitCode: 1, stderr })).toEqual({ _tag: "outOfMemory" });
    // A process that ended well may print that, and one that the lab ended was not killed for lack of memory.
    expect(outcomeOf({ stderr })._tag).toBe("done");
    expect(outcomeOf({ ...killed, stderr, ended: "signal" })).toEqual({ _tag: "crashed" });
  });

  it("attributes a kill to memory only if the machine ran out of it", () => {
    const starved = { spec: rogue, given: input, starved: true };
    expect(outcomeOf(killed, starved)).toEqual({ _tag: "outOfMemory" });
    expect(outcomeOf(killed)).toEqual({ _tag: "crashed" });
    expect(outcomeOf({ ...killed, exitSignal: "SIGSEGV" }, starved)).toEqual({ _tag: "crashed" });
    expect(outcomeOf({ ...killed, ended: "signal" }, starved)).toEqual({ _tag: "crashed" });
  });

  it("keeps a failure, and accepts no result of a process that did not end well", () => {
    expect(outcomeOf({ failure, result: undefined })).toEqual({ _tag: "failed", failure });
    expect(outcomeOf({ failure, result: undefined, exitCode: 1 })).toEqual({ _tag: "failed", failure });
    expect(outcomeOf({ result: undefined })).toEqual({ _tag: "crashed" });
    expect(outcomeOf({ exitCode: 4 })).toEqual({ _tag: "crashed" });
    expect(outcomeOf({ exitCode: null, exitSignal: "SIGTERM" })).toEqual({ _tag: "crashed" });
  });

  it("checks every output, whichever is wrong, and names each mistake once", () => {
    const [right, a, b] = [{ echo: "right" }, { echo: "a" }, { echo: "b" }];
    const wrongIn = (...outputs: readonly unknown[]) => outcomeOf({ result: resultOf(outputs) });
    expect(wrongIn(right, right, a)).toEqual({ _tag: "wrong", wrong: ["echoed a, not right"], measurement });
    expect(wrongIn(a, right)).toMatchObject({ wrong: ["echoed a, not right"] });
    expect(wrongIn(a, right, b, a)).toMatchObject({ wrong: ["echoed a, not right", "echoed b, not right"] });
    expect(wrongIn(right, 7)).toMatchObject({
      wrong: [expect.stringMatching(/^an output does not fit its schema: ./)],
    });
  });

  it("keeps at most 20 mistakes of 2,000 characters", () => {
    const outputs = Array.from({ length: 30 }, (_, i) => ({ echo: `${i}${"x".repeat(3_000)}` }));
    const outcome = outcomeOf({ result: resultOf(outputs) });
    const wrong = outcome._tag === "wrong" ? outcome.wrong : [];
    expect(wrong).toHaveLength(20);
    expect(wrong.every((line) => line.length > 1_900 && line.length < 2_100)).toBe(true);
    const several = { ...rogue, check: () => Array.from({ length: 25 }, (_, i) => `${i}`) };
    expect(outcomeOf({}, { spec: several, given: input, starved: false })).toMatchObject({
      wrong: Array.from({ length: 20 }, (_, i) => `${i}`),
    });
    // Checking stops at that many outputs.
    let checked = 0;
    const count = () => {
      checked += 1;
      return [`${checked}`];
    };
    const counting = { ...rogue, check: count };
    outcomeOf({ result: resultOf(outputs) }, { spec: counting, given: input, starved: false });
    expect(checked).toBe(20);
  });

  it("keeps what the host itself found wrong, as many and as long as its own mistakes", () => {
    const found = Array.from({ length: 30 }, (_, i) => `${i}${"x".repeat(3_000)}`);
    const outcome = outcomeOf({ result: resultOf([{ echo: "right" }], { wrong: found }) });
    const wrong = outcome._tag === "wrong" ? outcome.wrong : [];
    expect(wrong).toHaveLength(20);
    expect(wrong.map((line) => line.slice(0, 100))).toEqual(
      found.slice(0, 20).map((line) => line.slice(0, 100)),
    );
    expect(wrong.every((line) => line.length > 1_900 && line.length < 2_100)).toBe(true);
  });

  it("distinguishes an output that is too large to keep from a missing one", () => {
    expect(outcomeOf({ result: resultOf([]) })).toMatchObject({
      _tag: "wrong",
      wrong: ["nothing was returned"],
    });
    const result = resultOf([], {
      measurement: { ...measurement, uncheckedCalls: 3 },
      largestUnchecked: 20_000_012,
    });
    expect(outcomeOf({ result })).toMatchObject({
      _tag: "wrong",
      wrong: [
        `no output could be checked: one has 20,000,012 characters as JSON, and at most ${keptOutputChars.toLocaleString("en-US")} are kept`,
      ],
    });
  });

  it("accepts no output if its input or its check is broken", () => {
    const of = (spec: AnySpec, given: unknown = input) => outcomeOf({}, { spec, given, starved: false });
    expect(of(rogue, 7)).toMatchObject({
      wrong: [expect.stringMatching(/^the input does not fit its schema: ./)],
    });
    const breaks = () => {
      throw new Error("no idea");
    };
    expect(of({ ...rogue, check: breaks })).toMatchObject({
      wrong: ["the check itself failed: Error: no idea"],
    });
  });

  it("records a spec's readings of correct outputs, and passes the input and the run to its check", () => {
    const seen: unknown[] = [];
    const spec: AnySpec = {
      ...rogue,
      output: Schema.Struct({ echo: Schema.String }),
      check: (...given) => {
        seen.push(given);
        return [];
      },
      readings: [
        { id: "length", title: "", unit: "", of: ({ echo }: { echo: string }) => echo.length },
      ] as never,
    };
    expect(outcomeOf({}, { spec, given: input, starved: false })).toEqual({
      _tag: "done",
      measurement,
      readings: { length: 5 },
    });
    expect(seen).toEqual([[input, { echo: "right" }, runInfo]]);
  });
});

describe("readingsOf()", () => {
  const { starvation, fib } = specs;
  const { test: input } = starvation.inputs;
  const output = (firedAtMs: number) => ({ firedAtMs, starved: false, turns: [1, 2], overdueTurns: 0 });

  it("reads the output of every measured call, and takes the median", () => {
    const outputs = [6, 4, 30, 99].map((late) => output(input.timerMs + late));
    const late = (...measuredCalls: number[]) =>
      readingsOf(starvation, input, { outputs, measuredCalls })?.late;
    expect(readingsOf(starvation, input, { outputs, measuredCalls: [1, 1, 1, 0] })).toEqual({
      late: 6,
      starved: 0,
      turns: 3,
    });
    expect(late(1, 1, 5, 0)).toBe(30);
    expect(late(1, 1, 0, 0)).toBe(5);
    expect(late(0, 0, 0, 0)).toBeUndefined();
  });

  it("leaves out outputs without a figure", () => {
    const of = (output: { readonly firedAtMs: number }) =>
      output.firedAtMs > 50 ? output.firedAtMs : undefined;
    const spec = { ...starvation, readings: [{ id: "late", title: "", unit: "", of }] } as unknown as AnySpec;
    const outputs = [10, 60, 80].map(output);
    expect(readingsOf(spec, input, { outputs, measuredCalls: [5, 1, 1] })).toEqual({ late: 70 });
    expect(readingsOf(spec, input, { outputs, measuredCalls: [5, 0, 0] })).toEqual({});
  });

  it("takes the median of what a user's own file has read", () => {
    const readings = { late: [5, null, 9], never: [null, null, null] };
    const result = { outputs: [1, 2, 3], measuredCalls: [1, 4, 0], readings };
    expect(readingsOf(fib, fib.inputs.test, result)).toEqual({ late: 5 });
    expect(readingsOf(fib, fib.inputs.test, { ...result, measuredCalls: [1, 4, 2] })).toEqual({ late: 9 });
  });

  it("is undefined if a spec has no readings", () => {
    expect(readingsOf(fib, fib.inputs.test, { outputs: [], measuredCalls: [] })).toBeUndefined();
  });
});

describe("memoryKills()", () => {
  it("reads the kernel's counter, and is 0 where there is none", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "byturns kills "));
    const path = join(folder.path, "vmstat");
    expect(memoryKills(path)).toBe(0);
    await writeFile(path, "nr_free_pages 9\n");
    expect(memoryKills(path)).toBe(0);
    await writeFile(path, "pgfault 9\nold_oom_kill 7\noom_kill 12\noom_kill_later 5\n");
    expect(memoryKills(path)).toBe(12);
  });
});
