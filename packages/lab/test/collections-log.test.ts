import { describe, expect, it } from "vitest";
import { readJscCollections, readV8Collections } from "../src/runtime/collections-log.ts";

describe("readV8Collections()", () => {
  const mark =
    "[1:0x1]       40 ms: Scavenge 4.1 (4.9) -> 4.0 (5.6) MB, pooled: 0.0 MB, 0.50 / 0.00 ms (average mu = 1.000) testing; ";
  const collection =
    "[1:0x1]       44 ms: Scavenge 4.8 (4.9) -> 4.3 (5.6) MB, pooled: 0.0 MB, 3.25 / 0.00 ms (average mu = 1.000) allocation failure; ";

  it("counts what lies between the last two marks, with the pause of each", () => {
    const asked =
      "[1:0x1]       50 ms: Mark-Compact 5.0 (6.1) -> 4.7 (6.8) MB, 5.00 / 0.00 ms (average mu = 1.000) testing; GC in old space requested";
    const lines = [mark, asked, collection, mark, collection, "printed by the program: 12 ms", asked, mark];
    expect(readV8Collections([...lines, collection].join("\n"))).toEqual({ count: 2, pauseMs: 8.25 });
    expect(readV8Collections([mark, mark].join("\n"))).toEqual({ count: 0, pauseMs: 0 });
  });

  it("counts nothing without both marks", () => {
    expect(readV8Collections([collection, mark].join("\n"))).toBeUndefined();
  });
});

describe("readJscCollections()", () => {
  const collection = [
    "[GC<0x5>: START M 9109kb => EdenCollection, a=0kb p=3.5ms (max 3.5)...]",
    "[GC<0x5>: M a=2290kb hf=0.676 => 10824kb, p=2.5ms (max 3.5), cycle 8.9ms END]",
  ].join("\n");
  const mark = "byturnsCollectionsMark";

  it("counts what lies between the marks, with the pauses of each, which may be several", () => {
    const lines = [collection, mark, collection, mark, collection];
    expect(readJscCollections(lines.join("\n"))).toEqual({ count: 1, pauseMs: 6 });
  });

  it("counts nothing without both marks", () => {
    expect(readJscCollections([collection, mark, collection].join("\n"))).toBeUndefined();
  });
});
