import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { pingPong } from "../src/ping-pong.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { rounds: 3, by: "message" } as const;
const right = { ball: 6, hits: { ping: 3, pong: 3 } };

describe("pingPong.check()", () => {
  it("accepts a ball that each had in every round", () => {
    expect(pingPong.check(input, right, runInfo)).toEqual([]);
  });

  it("finds a ball that was lost, and a player that had it too often", () => {
    expect(pingPong.check(input, { ...right, ball: 5 }, runInfo)).toEqual([
      "the ball was counted up to 5, not 6",
    ]);
    expect(pingPong.check(input, { ...right, hits: { ping: 4, pong: 3 } }, runInfo)).toEqual([
      "ping had the ball 4 times, not 3",
    ]);
  });
});

describe("pingPong.input", () => {
  const decode = Schema.decodeUnknownSync(pingPong.input);

  it("accepts each of its own inputs, and what its sweeps lead to", () => {
    const swept = Object.values(pingPong.sweeps ?? {}).flatMap(({ values, at }) => values.map(at));
    for (const one of [...Object.values(pingPong.inputs), ...swept]) expect(decode(one)).toEqual(one);
  });

  it.each([{ rounds: 0 }, { rounds: 1_000_001 }, { rounds: 1.5 }, { by: "hand" }])("refuses %o", (change) => {
    expect(() => decode({ ...input, ...change })).toThrow();
  });
});
