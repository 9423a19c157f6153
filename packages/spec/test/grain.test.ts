import { compute } from "@byturns/context/compute";
import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { grain } from "../src/grain.ts";

const runInfo = { model: "threads", threads: 2 };
const input = { tasks: 3, units: 5 };
const digests = [compute(5, 0), compute(5, 1), compute(5, 2)];

describe("grain.check()", () => {
  it("accepts what each task's computing came to", () => {
    expect(grain.check(input, { digests }, runInfo)).toEqual([]);
  });

  it("finds a task left out, and one whose place another took", () => {
    expect(grain.check(input, { digests: digests.slice(1) }, runInfo)).toEqual([
      "2 digests came back, not 3",
    ]);
    const [first, second, third] = digests as [number, number, number];
    expect(grain.check(input, { digests: [second, first, third] }, runInfo)).toEqual([
      `task 0 came to ${second}, not ${first}`,
      `task 1 came to ${first}, not ${second}`,
    ]);
  });
});

describe("grain.ideal()", () => {
  it("uses no more threads than tasks", () => {
    expect(grain.ideal({ tasks: 1, units: 5 }, 8).why).toContain("divided by 1,");
  });
});

describe("grain.input", () => {
  const decode = Schema.decodeUnknownSync(grain.input);

  it("accepts each of its own inputs, and what its sweeps lead to", () => {
    const swept = Object.values(grain.sweeps ?? {}).flatMap(({ values, at }) => values.map(at));
    for (const one of [...Object.values(grain.inputs), ...swept]) expect(decode(one)).toEqual(one);
  });

  it.each([{ tasks: 0 }, { tasks: 10_001 }, { units: -1 }, { units: 0.5 }, { units: 1_000_001 }])(
    "refuses %o",
    (change) => {
      expect(() => decode({ ...input, ...change })).toThrow();
    },
  );
});
