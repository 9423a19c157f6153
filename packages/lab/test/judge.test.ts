import { specs } from "@byturns/spec";
import { describe, expect, it } from "vitest";
import { readingsOf } from "../src/judge.ts";

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

  it("is undefined where a spec reads no output", () => {
    expect(readingsOf(fib, fib.inputs.test, { outputs: [], measuredCalls: [] })).toBeUndefined();
  });
});
