import { cellId, decoder, forkKey, Message, traceFile } from "@byturns/record";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("Message", () => {
  it.each([
    ["no tag", { token: "w" }],
    ["a tag of nobody's", { _tag: "finished", token: "w" }],
    ["no word", { _tag: "failed", failure: { name: "Error", message: "" } }],
    ["a result without a measurement", { _tag: "done", token: "w", result: { outputs: [] } }],
    ["a time that is no number", { _tag: "line", token: "w", line: { atMs: Number.NaN, text: "" } }],
  ])("does not decode with %s", (_, message) => {
    expect(decoder(Message)(message)).toHaveProperty("why");
  });

  it("never throws, whatever the input", () => {
    const decode = decoder(Message);
    fc.assert(fc.property(fc.anything(), (value) => "why" in decode(value) || "value" in decode(value)));
  });
});

describe("traceFile()", () => {
  it("maps every cell to a distinct file name without a folder", () => {
    const id = cellId({ example: "fib", input: "a/../b", model: "fibers", runtime: "bun@1.4.5" }, true);
    expect(id).toBe("fib/a/../b/fibers/bun@1.4.5/again");
    expect(traceFile(id)).toBe("fib--a--..--b--fibers--bun@1.4.5--again.json");
  });
});

describe("forkKey()", () => {
  it("distinguishes rounds and cells", () => {
    expect(forkKey({ round: 1, cell: "1/a" })).not.toBe(forkKey({ round: 11, cell: "a" }));
  });
});
