import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { sleepers } from "../src/sleepers.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { sleepers: 3, sleepMs: 10 };
const right = { woken: 3, begunMs: 1, tookMs: 12 };

describe("sleepers.check()", () => {
  it("accepts that all woke up, as early as a timer may fire at most", () => {
    expect(sleepers.check(input, right, runInfo)).toEqual([]);
    expect(sleepers.check(input, { ...right, tookMs: 8.6 }, runInfo)).toEqual([]);
  });

  it.each([
    ["a sleeper that never woke up", { woken: 2 }, "2 sleepers woke up, not 3"],
    ["a sleep cut short", { tookMs: 8.4 }, "all had woken up after 8.4 ms"],
    ["a beginning after the end", { begunMs: 13 }, "the last was begun after 13 ms"],
  ])("finds %s", (_, change, line) => {
    expect(sleepers.check(input, { ...right, ...change }, runInfo).join("\n")).toContain(line);
  });
});

describe("sleepers.ideal()", () => {
  it("is one sleep", () => {
    expect(sleepers.ideal(input, 1).ms).toBe(10);
  });
});

describe("sleepers.input", () => {
  const decode = Schema.decodeUnknownSync(sleepers.input);

  it("accepts each of its own inputs, and what its sweep leads to", () => {
    const swept = Object.values(sleepers.sweeps ?? {}).flatMap(({ values, at }) => values.map(at));
    for (const one of [...Object.values(sleepers.inputs), ...swept]) expect(decode(one)).toEqual(one);
  });

  it.each([{ sleepers: 0 }, { sleepers: 1_000_001 }, { sleepMs: -1 }, { sleepMs: 60_001 }])(
    "refuses %o",
    (change) => {
      expect(() => decode({ ...input, ...change })).toThrow();
    },
  );
});
