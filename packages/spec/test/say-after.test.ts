import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { type SaidLine, sayAfter } from "../src/say-after.ts";

const runInfo = { model: "promises", threads: 1 };
const { test: atOnce, "test-sequential": oneByOne } = sayAfter.inputs as typeof sayAfter.inputs & {
  "test-sequential": typeof sayAfter.inputs.test;
};
const hello = { text: "hello", startMs: 0, finishMs: 10 };
const world = { text: "world", startMs: 0, finishMs: 20 };
const worldAfter = { text: "world", startMs: 10, finishMs: 30 };

const concurrent = (...lines: SaidLine[]) => sayAfter.check(atOnce, { lines }, runInfo);
const sequential = (...lines: SaidLine[]) => sayAfter.check(oneByOne, { lines }, runInfo);

describe("sayAfter.check()", () => {
  it("accepts lines printed at once, in the order of their delays", () => {
    expect(concurrent(hello, world)).toEqual([]);
  });

  it("accepts lines printed one by one, in the order of the call", () => {
    expect(sequential(hello, worldAfter)).toEqual([]);
  });

  it("accepts a timer that fires early by what a clock rounds away", () => {
    expect(concurrent({ ...hello, finishMs: 9 }, world)).toEqual([]);
  });

  it.each([
    ["misses", [hello]],
    ["is said twice", [hello, hello, world]],
    ["is another one", [hello, { ...world, text: "moon" }]],
  ])("rejects it when a line %s", (_, lines) => {
    expect(concurrent(...lines)).toEqual([expect.stringContaining("not each of")]);
  });

  it("rejects a line that is printed before its delay has passed", () => {
    expect(concurrent({ ...hello, finishMs: 5 }, world)).toEqual([
      expect.stringContaining("before its 10 ms"),
    ]);
  });

  it("rejects lines that are printed at once, but not in the order of their delays", () => {
    expect(concurrent(world, hello)).toContainEqual(expect.stringContaining("has the shorter delay"));
  });

  it("rejects lines that were to start at once, and did not", () => {
    expect(concurrent(hello, { text: "world", startMs: 11, finishMs: 31 })).toEqual([
      expect.stringContaining("started only after"),
    ]);
  });

  it("rejects lines that were to be printed one by one, in another order", () => {
    const worldFirst = { text: "world", startMs: 0, finishMs: 20 };
    expect(sequential(worldFirst, { text: "hello", startMs: 20, finishMs: 30 })).toEqual([
      expect.stringContaining("not as called"),
    ]);
  });

  it("rejects lines that were to be printed one by one, and overlapped", () => {
    expect(sequential(hello, world)).toEqual([expect.stringContaining('before "hello" was printed')]);
  });
});

describe("sayAfter.check() on threads", () => {
  const onThreads = (threads: number, ...lines: SaidLine[]) =>
    sayAfter.check(atOnce, { lines }, { model: "threads", threads });

  it("accepts a line that a busy system held back, in what it did or in what it reported", () => {
    expect(onThreads(2, world, { ...hello, finishMs: 21 })).toEqual([]);
    // Both stamps are in order, and the message of the first came second.
    expect(onThreads(2, { ...world, finishMs: 40 }, { ...hello, finishMs: 15 })).toEqual([]);
  });

  it("rejects an order that no busy system explains", () => {
    expect(onThreads(2, { ...world, finishMs: 2_000 }, hello)).toEqual([
      expect.stringContaining("has the shorter delay"),
    ]);
  });

  it("accepts a line that had to wait for a thread, or that began late", () => {
    const late = (startMs: number) => ({ ...worldAfter, startMs, finishMs: startMs + 20 });
    expect(onThreads(1, hello, late(11))).toEqual([]);
    expect(onThreads(1, hello, late(2_000))).toEqual([]);
    expect(onThreads(2, hello, late(11))).toEqual([]);
    expect(onThreads(2, hello, late(2_000))).toEqual([expect.stringContaining("started only after")]);
  });
});

describe("sayAfter.ideal()", () => {
  it("is the sum of the delays one by one, and the longest at once", () => {
    expect(sayAfter.ideal(oneByOne, 1).ms).toBe(30);
    expect(sayAfter.ideal(atOnce, 1).ms).toBe(20);
  });
});

describe("sayAfter.input", () => {
  it("accepts each of its own inputs", () => {
    for (const input of Object.values(sayAfter.inputs)) {
      expect(Schema.decodeUnknownSync(sayAfter.input)(input)).toEqual(input);
    }
  });

  it.each([
    ["no line", { lines: [], order: "concurrent" }],
    ["a delay below 0", { lines: [{ text: "hello", delayMs: -1 }], order: "concurrent" }],
    ["an order that there is not", { lines: [hello], order: "reversed" }],
  ])("refuses %s", (_, input) => {
    expect(() => Schema.decodeUnknownSync(sayAfter.input)(input)).toThrow();
  });
});
