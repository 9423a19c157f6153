import { describe, expect, it } from "vitest";
import { fromFailureData, toFailureData } from "../src/internal/failure.ts";

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
    expect(across(thrown).message).toContain("Thrown was no error but ");
  });

  it("tells an error that holds itself once in full, and then by its name and message", () => {
    const circular = new RangeError("outer", { cause: new Error("inner") });
    (circular.cause as Error).cause = circular;
    const back = across(circular);
    expect(back).toMatchObject({
      message: "outer",
      cause: { message: "inner", cause: { name: "RangeError" } },
    });
    expect(((back.cause as Error).cause as Error).cause).toBeUndefined();
    const all = new AggregateError([new Error("one")], "all");
    all.errors.push(all);
    expect(across(all)).toMatchObject({ errors: [{ message: "one" }, { message: "all" }] });
  });

  it("tells an error whole that two others hold", () => {
    const cause = Object.assign(new Error("shared"), { code: 7 });
    const both = new AggregateError([new Error("a", { cause }), new Error("b", { cause })], "both");
    expect(across(both)).toMatchObject({ errors: [{ cause: { code: 7 } }, { cause: { code: 7 } }] });
  });

  it("cuts off a chain of causes before it is too long for the stack", () => {
    let error = new Error("innermost");
    for (let i = 0; i < 50_000; i++) error = new Error(`cause of ${i}`, { cause: error });
    expect(across(error).message).toBe("cause of 49999");
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
