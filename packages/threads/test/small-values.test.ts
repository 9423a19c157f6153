import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSmall, writeSmall } from "../src/internal/pool/small-values.ts";

const bytes = new DataView(new SharedArrayBuffer(4_096));
const plenty = new DataView(new ArrayBuffer(1_000_000));
const there = (value: unknown, end = bytes.byteLength) => writeSmall(bytes, 7, end, value);

describe("small values", () => {
  it("come out as structured cloning would hand them over", () => {
    const leaf = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
    );
    const value = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, leaf, tie("array"), tie("object")),
      array: fc.array(tie("value"), { maxLength: 4 }),
      object: fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
    })).value;
    fc.assert(
      fc.property(value, (value) => {
        expect(writeSmall(plenty, 7, plenty.byteLength, value)).toBeGreaterThan(7);
        expect(readSmall(plenty, 7)).toStrictEqual(structuredClone(value));
      }),
    );
  });

  it.each([
    ["a Date", new Date(0)],
    ["a Map", new Map()],
    ["bytes", new Uint8Array(1)],
    ["shared memory", new SharedArrayBuffer(1)],
    ["an error", new Error("no")],
    ["an object of a class", new (class {})()],
    ["a function", () => {}],
    ["a bigint", 1n],
    ["a symbol", Symbol("no")],
    ["an array with holes", new Array(2)],
    ["an array with a field", Object.assign([1], { field: 1 })],
    ["an array with a hole and a field", Object.assign(withHole(), { field: 1 })],
    ["something like that inside", { inner: [new Date(0)] }],
  ])("leave %s to the messages", (_name, value) => {
    expect(there(value)).toBe(-1);
  });

  it("leave to the messages what needs more bytes than there are, and write none behind them", () => {
    const end = 64;
    const ring: unknown[] = [];
    ring.push(ring);
    for (const value of ["x".repeat(40), Array(60).fill(1), { a: 1, b: 2, c: 3, d: 4, e: 5 }, ring]) {
      for (let i = end; i < bytes.byteLength; i++) bytes.setUint8(i, 0xaa);
      expect(there(value, end)).toBe(-1);
      for (let i = end; i < bytes.byteLength; i++) expect(bytes.getUint8(i)).toBe(0xaa);
    }
  });
});

/** As many keys as an array of its length has, when it is given another. */
function withHole(): unknown[] {
  const values = new Array(2);
  values[1] = 1;
  return values;
}
