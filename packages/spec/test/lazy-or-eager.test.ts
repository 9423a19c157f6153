import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { type LazyOrEagerEvent, type LazyOrEagerStep, lazyOrEager } from "../src/lazy-or-eager.ts";

const events = (text: string) => (text === "" ? [] : text.split(" ")) as LazyOrEagerEvent[];
const check = (model: string, steps: string, own: string, generator: string) =>
  lazyOrEager.check(
    { steps: steps.split(" ") as LazyOrEagerStep[] },
    { events: events(own), generator: events(generator) },
    { model, threads: 2 },
  );

describe("lazyOrEager.check() on promises", () => {
  it.each([
    ["call", "begins called ends", "called"],
    ["call turn", "begins called ends turned", "called turned"],
    ["call await", "begins called ends awaited", "called begins ends awaited"],
    ["call spawn", "begins called spawned ends", "called begins spawned ends"],
    ["call spawn turn", "begins called spawned ends turned", "called begins spawned ends turned"],
    [
      "call turn spawn await",
      "begins called ends turned spawned awaited",
      "called turned begins spawned ends awaited",
    ],
  ])("accepts for %s: %s", (steps, own, generator) => {
    expect(check("promises", steps, own, generator)).toEqual([]);
  });

  it("rejects a call that does nothing", () => {
    expect(check("promises", "call", "called", "called")).toEqual([
      "the events of the coroutine were called, not begins, called, ends",
    ]);
  });

  it("rejects a generator that begins when it is called", () => {
    expect(check("promises", "call", "begins called ends", "begins called")).toEqual([
      "the events of the generator were begins, called, not called",
    ]);
  });
});

describe("lazyOrEager.check() on fibers", () => {
  it.each([
    ["call", "called"],
    ["call turn", "called turned"],
    ["call await", "called begins ends awaited"],
    ["call spawn", "called spawned"],
    ["call spawn turn", "called spawned begins ends turned"],
    ["call spawn await", "called spawned begins ends awaited"],
  ])("accepts for %s: %s", (steps, both) => {
    expect(check("fibers", steps, both, both)).toEqual([]);
  });

  it.each([
    ["that begins when it is called", "call await", "begins called ends awaited"],
    ["that begins when it is spawned", "call spawn turn", "called begins spawned ends turned"],
    ["that outlives its parent", "call spawn", "called spawned begins ends"],
  ])("rejects a coroutine %s", (_, steps, own) => {
    expect(check("fibers", steps, own, own)).toHaveLength(2);
  });
});

describe("lazyOrEager.check() on threads", () => {
  it.each([
    "called spawned turned begins ends awaited",
    "begins ends called spawned turned awaited",
    "called begins spawned turned ends awaited",
  ])("accepts a task that begins beside its caller: %s", (own) => {
    expect(
      check("threads", "call spawn turn await", own, "called begins spawned ends turned awaited"),
    ).toEqual([]);
  });

  it.each([
    ["never begins", "called awaited", "did not begin once and end once"],
    ["ends before it begins", "called ends begins awaited", "did not begin once and end once"],
    ["begins twice", "called begins begins ends awaited", "did not begin once and end once"],
    ["ends after it was awaited", "called begins awaited ends", "was awaited before it ended"],
    ["loses its caller", "begins ends awaited", "the caller's events"],
  ])("rejects a task that %s", (_, own, line) => {
    expect(check("threads", "call await", own, "called begins ends awaited")).toEqual([
      expect.stringContaining(line),
    ]);
  });
});

describe("lazyOrEager.check()", () => {
  it("rejects a model of which nothing is documented", () => {
    expect(check("coroutines", "call", "called", "called")).toEqual([
      "nothing is documented of when a coroutine of coroutines begins",
    ]);
  });
});

describe("lazyOrEager.input", () => {
  it("accepts each of its own inputs", () => {
    for (const input of Object.values(lazyOrEager.inputs)) {
      expect(Schema.decodeUnknownSync(lazyOrEager.input)(input)).toEqual(input);
    }
  });

  it.each([
    "",
    "turn",
    "spawn call",
    "call call",
    "call await spawn",
    "call spawn spawn",
    "call await await",
  ])("refuses the steps %j", (steps) => {
    const input = { steps: steps === "" ? [] : steps.split(" ") };
    expect(() => Schema.decodeUnknownSync(lazyOrEager.input)(input)).toThrow("must begin with the one call");
  });
});
