import { makeContext, type Span } from "@byturns/context";
import { describe, expect, it } from "vitest";
import { port } from "../src/index.ts";

describe("overlap()", () => {
  it("stops computing when the file cannot be read, before the caller gets the failure", async () => {
    const spans: Span[] = [];
    const recorder = { span: (span: Span) => spans.push(span), line: () => {} };
    const context = makeContext({ threads: 1, recorder });
    await using openExample = await port.open("overlap", context);
    const input = {
      path: `${import.meta.dirname}/no-such-file`,
      fileBytes: 1,
      chunkBytes: 1,
      // A minute, unless it is stopped.
      units: 60_000_000,
      sliceUnits: 100,
      order: "overlapped",
    };
    await expect(openExample.run(input)).rejects.toThrow(/no-such-file/);
    const before = spans.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(spans.length).toBe(before);
    // The one thread is free again: the next call need not wait for a minute.
    await expect(openExample.run(input)).rejects.toThrow(/no-such-file/);
  });
});
