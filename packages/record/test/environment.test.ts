import { worst } from "@byturns/record";
import { describe, expect, it } from "vitest";

describe("worst()", () => {
  it("keeps the most severe condition of each kind, the first of equals", () => {
    const conditions = [
      { id: "a", weight: "note", what: "1" },
      { id: "b", weight: "good", what: "2" },
      { id: "a", weight: "bad", what: "3" },
      { id: "a", weight: "bad", what: "4" },
    ] as const;
    expect(worst(conditions).map(({ what }) => what)).toEqual(["3", "2"]);
  });
});
