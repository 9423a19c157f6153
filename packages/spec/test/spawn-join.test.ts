import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { spawnJoin } from "../src/spawn-join.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { tasks: 4, begin: "in-turn" } as const;

describe("spawnJoin.check()", () => {
  it("accepts every task once", () => {
    expect(spawnJoin.check(input, { joined: 4, sum: 6 }, runInfo)).toEqual([]);
  });

  it("finds a task that was not joined, and one that ran twice", () => {
    expect(spawnJoin.check(input, { joined: 3, sum: 6 }, runInfo)).toEqual(["3 tasks were joined, not 4"]);
    expect(spawnJoin.check(input, { joined: 4, sum: 7 }, runInfo)).toEqual([
      "what they returned adds up to 7, not 6",
    ]);
  });
});

describe("spawnJoin.input", () => {
  const decode = Schema.decodeUnknownSync(spawnJoin.input);

  it("accepts each of its own inputs, and what its sweeps lead to", () => {
    const swept = Object.values(spawnJoin.sweeps ?? {}).flatMap(({ values, at }) => values.map(at));
    for (const one of [...Object.values(spawnJoin.inputs), ...swept]) expect(decode(one)).toEqual(one);
  });

  it.each([{ tasks: 0 }, { tasks: 1_000_001 }, { tasks: 1.5 }, { begin: "later" }])(
    "refuses %o",
    (change) => {
      expect(() => decode({ ...input, ...change })).toThrow();
    },
  );
});
