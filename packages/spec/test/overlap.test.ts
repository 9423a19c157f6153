import { createHash } from "node:crypto";
import { compute } from "@byturns/context/compute";
import * as Schema from "effect/Schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OverlapInput, type OverlapOutput, overlap } from "../src/overlap.ts";

const runInfo = { model: "promises", threads: 1 };
const input: OverlapInput = {
  path: "/tmp/file",
  fileBytes: 1_000,
  chunkBytes: 64,
  units: 5,
  sliceUnits: 2,
  order: "overlapped",
};
const digestOf = (bytes: number) =>
  createHash("sha256")
    .update(Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + 7) & 0xff))
    .digest("hex");
const right: OverlapOutput = { bytes: 1_000, digest: digestOf(1_000), computed: compute(5, 0) };

describe("overlap.check()", () => {
  it("accepts the digest of any such file, and what was computed", () => {
    const sizes = fc.oneof(
      fc.integer({ min: 1, max: 200_000 }),
      fc.constantFrom(65_535, 65_536, 65_537, 131_072),
    );
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 20 }), (fileBytes, units) => {
        const output = { bytes: fileBytes, digest: digestOf(fileBytes), computed: compute(units, 0) };
        expect(overlap.check({ ...input, fileBytes, units }, output, runInfo)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, Partial<OverlapOutput>, string]>([
    ["a file read in part", { bytes: 999 }, "999 bytes were read of a file of 1000"],
    ["the digest of another file", { digest: digestOf(999) }, "the file's digest was"],
    ["another result", { computed: compute(4, 0) }, "the computing came to"],
  ])("rejects %s", (_, wrong, line) => {
    expect(overlap.check(input, { ...right, ...wrong }, runInfo)).toEqual([expect.stringContaining(line)]);
  });
});

describe("overlap.ideal()", () => {
  it("names no time, but what it would be made of", () => {
    expect(overlap.ideal(input, 2)).toMatchObject({
      ms: undefined,
      why: expect.stringContaining("the longer of"),
    });
    expect(overlap.ideal({ ...input, order: "one-after-other" }, 2).why).not.toContain("the longer of");
  });
});

describe("overlap.input", () => {
  it("accepts each of its own inputs, whose files hold the named number of bytes", () => {
    for (const own of Object.values(overlap.inputs)) {
      expect(Schema.decodeUnknownSync(overlap.input)(own)).toEqual(own);
      expect(own.path).toBe(`{file:${own.fileBytes}}`);
      expect(overlap.permissions?.read).toContain(own.path);
    }
  });

  it.each([{ fileBytes: 0 }, { chunkBytes: 0 }, { units: -1 }, { sliceUnits: 0 }, { order: "reversed" }])(
    "refuses %o",
    (change) => {
      expect(() => Schema.decodeUnknownSync(overlap.input)({ ...input, ...change })).toThrow();
    },
  );
});
