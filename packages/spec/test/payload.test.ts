import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { payload } from "../src/payload.ts";

const runInfo = { model: "threads", threads: 2 };
const input = { bytes: 2_000, rounds: 3, by: "copied" } as const;
const right = { bytes: 2_000, first: 3, last: 3 };

describe("payload.check()", () => {
  it("accepts bytes that came back as often as they went", () => {
    expect(payload.check(input, right, runInfo)).toEqual([]);
  });

  it.each([
    ["bytes cut short", { bytes: 1_999 }, "1999 bytes came back, not 2000"],
    ["a round in which nobody touched them", { first: 2 }, "the first byte is 2, not 3"],
    ["an end that did not come along", { last: 0 }, "the last byte is 0, not 3"],
  ])("finds %s", (_, change, line) => {
    expect(payload.check(input, { ...right, ...change }, runInfo)).toEqual([line]);
  });
});

describe("payload.input", () => {
  const decode = Schema.decodeUnknownSync(payload.input);

  it("accepts each of its own inputs, and what its sweeps lead to", () => {
    const swept = Object.values(payload.sweeps ?? {}).flatMap(({ values, at }) => values.map(at));
    for (const one of [...Object.values(payload.inputs), ...swept]) expect(decode(one)).toEqual(one);
  });

  it.each([{ bytes: 1_023 }, { bytes: 67_108_865 }, { rounds: 0 }, { rounds: 256 }, { by: "hand" }])(
    "refuses %o",
    (change) => {
      expect(() => decode({ ...input, ...change })).toThrow();
    },
  );
});
