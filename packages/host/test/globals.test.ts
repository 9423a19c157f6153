import { describe, expect, it } from "vitest";
import { describeFailure } from "../src/failure.ts";
import { mustKeepGlobals, replacedGlobals } from "../src/globals.ts";

const kept = [globalThis.JSON, Array.prototype.map, performance.now, globalThis.Promise] as const;

/** What `read` returns while globals are others; nothing else of the test runs meanwhile. */
function meanwhile<A>(replace: () => void, read: () => A): A {
  try {
    replace();
    return read();
  } finally {
    globalThis.JSON = kept[0];
    Array.prototype.map = kept[1];
    performance.now = kept[2];
    globalThis.Promise = kept[3];
  }
}

describe("replacedGlobals()", () => {
  it("names what is another, and nothing once it is put back", () => {
    const replace = () => {
      globalThis.JSON = null as never;
      Array.prototype.map = (() => []) as never;
    };
    expect(meanwhile(replace, replacedGlobals)).toBe("JSON, Array.prototype.map");
    expect(replacedGlobals()).toBe("");
  });
});

describe("mustKeepGlobals()", () => {
  const { now } = performance;
  it.each<[string, () => void, RegExp]>([
    ["another clock", () => Object.assign(performance, { now: () => 5 }), /another clock/],
    ["no Promise", () => Object.assign(globalThis, { Promise: null }), /without Promise/],
  ])("refuses %s", (_, replace, says) => {
    expect(() => meanwhile(replace, () => mustKeepGlobals(now))).toThrow(says);
    expect(() => mustKeepGlobals(now)).not.toThrow();
  });
});

describe("describeFailure() where globals were replaced", () => {
  it("says which, before what came of it", () => {
    const error = new TypeError("JSON is null\nand more");
    const replace = () => Object.assign(globalThis, { JSON: null });
    expect(meanwhile(replace, () => describeFailure(error))).toMatchObject({
      name: "GlobalsReplaced",
      message:
        "it replaced JSON, which what measures it uses too: put back what was there; it failed with TypeError: JSON is null",
    });
  });
});
