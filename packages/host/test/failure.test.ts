import { describe, expect, it } from "vitest";
import { describeFailure } from "../src/failure.ts";

describe("describeFailure()", () => {
  it("keeps an error's name, message and stack", () => {
    const error = new RangeError("Cannot");
    expect(describeFailure(error)).toEqual({ name: "RangeError", message: "Cannot", stack: error.stack });
    const bare = new Error("bare");
    delete (bare as { stack?: string }).stack;
    expect(describeFailure(bare)).toEqual({ name: "Error", message: "bare" });
  });

  it("says what its cause says, if that is an error", () => {
    const because = (cause: unknown) => describeFailure(new Error("Thread 1 ended", { cause })).message;
    expect(because(new Error("no license"))).toBe("Thread 1 ended (no license)");
    expect(because(new Error(""))).toBe("Thread 1 ended");
    expect(because("no license")).toBe("Thread 1 ended");
    const round = new Error("round");
    round.cause = round;
    expect(describeFailure(round).message).toBe("round");
    const cause = new Error("no license");
    expect(describeFailure(new Error("Thread 1 ended", { cause })).stack).toContain(cause.stack);
  });

  it("says what the errors of an AggregateError say", () => {
    const several = new AggregateError([new Error("one"), new Error("two"), 3], "both");
    expect(describeFailure(several)).toMatchObject({ name: "AggregateError", message: "both (one; two)" });
  });

  it("names the place at which Bun could not parse a file", () => {
    const error = Object.assign(new Error("Unexpected ;"), { position: { file: "/a.ts", line: 2 } });
    expect(describeFailure(error).stack).toMatch(/ {4}at \/a\.ts:2$/);
  });

  it("keeps head and tail of long texts, with how much was cut", () => {
    const error = new Error(`begin${"x".repeat(20_000_000)}end`);
    error.name = `A${"y".repeat(1_000_000)}Z`;
    const { name, message, stack } = describeFailure(error);
    for (const text of [name, message, stack ?? ""]) expect(text.length).toBeLessThan(17_000);
    expect(name).toMatch(/^Ay+ … \[983,618 characters cut\] … y+Z$/);
    expect(message).toMatch(/^beginx+ … \[19,983,624 characters cut\] … x+end$/);
  });

  it.each([
    ["a string", "text", "text"],
    ["nothing", undefined, "undefined"],
    ["a symbol", Symbol("s"), "Symbol(s)"],
    ["an object without a prototype", Object.create(null), "{}"],
    ["an object", { _tag: "SoldOut", left: 0 }, '{"_tag":"SoldOut","left":0}'],
    ["an object that JSON cannot carry", { left: 1n }, "[object Object]"],
    ["a text of any length", "x".repeat(1_000_000), expect.stringContaining("characters cut")],
  ])("describes %s that was thrown", (_, thrown, text) => {
    const { name, message } = describeFailure(thrown);
    expect(name).toBe("Error");
    expect(message).toEqual(typeof text === "string" ? `Thrown value is not an Error: ${text}` : text);
  });

  it("survives an error whose properties throw or are not strings", () => {
    const hostile = new Error("x");
    for (const name of ["name", "stack"]) {
      Object.defineProperty(hostile, name, {
        get() {
          throw new Error("no");
        },
      });
    }
    Object.defineProperty(hostile, "message", { value: 7 });
    expect(describeFailure(hostile)).toEqual({ name: "Error", message: "" });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(describeFailure(proxy).message).toContain("a value without a text");
  });
});
