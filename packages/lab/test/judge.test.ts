import { specs } from "@byturns/spec";
import { describe, expect, it } from "vitest";
import { readingsOf } from "../src/judge.ts";

describe("readingsOf()", () => {
  const { starvation, fib } = specs;
  const { test: input } = starvation.inputs;
  const output = (firedAtMs: number) => ({ firedAtMs, starved: false, turns: [1, 2], overdueTurns: 0 });

  it("reads every output, and takes the median", () => {
    const outputs = [6, 4, 30].map((late) => output(input.timerMs + late));
    expect(readingsOf(starvation, input, outputs)).toEqual({ late: 6, starved: 0, turns: 3 });
  });

  it("is undefined where a spec reads no output", () => {
    expect(readingsOf(fib, fib.inputs.test, [])).toBeUndefined();
  });
});
