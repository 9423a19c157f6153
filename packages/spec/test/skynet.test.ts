import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { skynet } from "../src/skynet.ts";

const runInfo = { model: "promises", threads: 1 };

describe("skynet.check()", () => {
  it.each([
    [0, { sum: 0, tasks: 1 }],
    [1, { sum: 45, tasks: 11 }],
    [6, { sum: 499_999_500_000, tasks: 1_111_111 }],
  ])("accepts the sum of %i levels", (levels, output) => {
    expect(skynet.check({ levels }, output, runInfo)).toEqual([]);
  });

  it("finds a wrong sum, and a task left out", () => {
    expect(skynet.check({ levels: 1 }, { sum: 44, tasks: 10 }, runInfo)).toEqual([
      "10 leaves add up to 44, not 45",
      "10 tasks were begun, not 11",
    ]);
  });
});

describe("skynet.input", () => {
  const decode = Schema.decodeUnknownSync(skynet.input);

  it("accepts each of its own inputs, and what its sweep leads to", () => {
    const swept = skynet.sweeps?.leaves;
    const inputs = [...Object.values(skynet.inputs), ...(swept?.values.map(swept.at) ?? [])];
    for (const input of inputs) expect(decode(input)).toEqual(input);
    expect(swept?.at(1_000_000)).toEqual({ levels: 6 });
  });

  it.each([-1, 7, 1.5])("refuses %d levels", (levels) => {
    expect(() => decode({ levels })).toThrow();
  });
});
