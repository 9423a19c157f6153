import { describe, expect, it } from "vitest";
import { fromFailureData, toFailureData } from "../src/internal/pool/failure.ts";

/** As it comes out on the other side of a thread. */
const across = (thrown: unknown) => fromFailureData(structuredClone(toFailureData(thrown)));

describe("toFailureData()", () => {
  it.each([
    ["an object without a prototype", Object.create(null)],
    [
      "an object whose text throws",
      {
        toString() {
          throw new Error("no text");
        },
      },
    ],
    ["a symbol", Symbol("no")],
    ["a proxy that was revoked", revoked()],
  ])("takes %s apart", (_, thrown) => {
    expect(across(thrown).message).toContain("Thrown value is not an Error: ");
  });

  it("rebuilds errors that hold themselves, through whatever field", () => {
    const circular = new RangeError("outer", { cause: new Error("inner") });
    (circular.cause as Error).cause = circular;
    const back = across(circular);
    expect(back).toMatchObject({ message: "outer", cause: { message: "inner" } });
    expect((back.cause as Error).cause).toBe(back);
    const all = Object.assign(new AggregateError([new Error("one")], "all"), { first: undefined as unknown });
    all.errors.push(all);
    all.first = all.errors[0];
    const allBack = across(all) as typeof all;
    expect(allBack.errors[1]).toBe(allBack);
    expect(allBack.first).toBe(allBack.errors[0]);
  });

  it("keeps an error one that two others hold", () => {
    const cause = Object.assign(new Error("shared"), { code: 7 });
    const both = new AggregateError([new Error("a", { cause }), new Error("b", { cause })], "both");
    const back = across(both) as AggregateError;
    expect(back).toMatchObject({ errors: [{ cause: { code: 7 } }, { cause: { code: 7 } }] });
    expect(back.errors[0].cause).toBe(back.errors[1].cause);
  });

  it("keeps the first 10,000 of a chain of causes that is too long for the stack", () => {
    const { stackTraceLimit } = Error;
    // The text of thousands of stacks takes Deno seconds.
    Error.stackTraceLimit = 0;
    let back: unknown;
    try {
      let error = new Error("innermost");
      for (let i = 0; i < 20_000; i++) error = new Error(`cause of ${i}`, { cause: error });
      back = across(error);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    let links = 0;
    for (; back instanceof Error; back = back.cause) links += 1;
    expect(links).toBe(10_000);
    expect(back).toBe("Error: cause of 9999");
  });

  it("leaves out what throws when it is read, or is no text where a text belongs", () => {
    const error = Object.defineProperties(Object.assign(new Error("odd"), { code: 7 }), {
      secret: {
        enumerable: true,
        get() {
          throw new Error("not yours");
        },
      },
      stack: { value: Symbol("no stack") },
      name: { value: Symbol("odd name") },
    });
    expect(across(error)).toMatchObject({ message: "odd", code: 7, name: "Symbol(odd name)" });
  });

  it("keeps a field called errors of an error that is no AggregateError", () => {
    const error = Object.assign(new Error("invalid"), { errors: [{ path: "a" }] });
    expect(across(error)).toMatchObject({ message: "invalid", errors: [{ path: "a" }] });
    expect(across(error)).not.toBeInstanceOf(AggregateError);
    const odd = Object.assign(new AggregateError([], "odd"), { errors: "none" });
    expect(across(odd)).toMatchObject({ name: "AggregateError", message: "odd" });
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
