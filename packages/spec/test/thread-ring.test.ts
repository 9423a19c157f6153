import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { threadRing } from "../src/thread-ring.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { tasks: 3, laps: 2 };
const right = { token: 6, hits: [2, 2, 2] };

describe("threadRing.check()", () => {
  it("accepts a token that each had in every lap", () => {
    expect(threadRing.check(input, right, runInfo)).toEqual([]);
  });

  it.each([
    ["a token that was lost", { token: 5 }, "the token was counted up to 5, not 6"],
    ["a task left out", { hits: [2, 2] }, "2 tasks were in the circle, not 3"],
    ["a task that was passed over", { hits: [2, 1, 2] }, "task 1 had the token 1 times, not 2"],
  ])("finds %s", (_, change, line) => {
    expect(threadRing.check(input, { ...right, ...change }, runInfo)).toEqual([line]);
  });
});

describe("threadRing.input", () => {
  const decode = Schema.decodeUnknownSync(threadRing.input);

  it("accepts each of its own inputs, and what its sweeps lead to", () => {
    const swept = Object.values(threadRing.sweeps ?? {}).flatMap(({ values, at }) => values.map(at));
    for (const one of [...Object.values(threadRing.inputs), ...swept]) expect(decode(one)).toEqual(one);
  });

  it.each([{ tasks: 1 }, { tasks: 1_001 }, { laps: 0 }, { laps: 1.5 }])("refuses %o", (change) => {
    expect(() => decode({ ...input, ...change })).toThrow();
  });
});
