import { describe, expect, it } from "vitest";
import { countsLine, summarizeCounts } from "../src/index.ts";

describe("summarizeCounts()", () => {
  it("calls exact what is the same in every call of every fork", () => {
    const [promises, turns] = summarizeCounts([
      { promises: [20, 20], "scheduler turns": [3, 4] },
      { promises: [20, 20], "scheduler turns": [3, 3] },
    ]);
    expect(promises).toEqual({ name: "promises", median: 20, least: 20, most: 20, isExact: true });
    expect(turns).toEqual({ name: "scheduler turns", median: 3, least: 3, most: 4, isExact: false });
  });

  it("leaves out what some forks do not report", () => {
    expect(summarizeCounts([{ promises: [1], ticks: [0] }, { ticks: [0] }]).map(({ name }) => name)).toEqual([
      "ticks",
    ]);
    expect(summarizeCounts([])).toEqual([]);
  });
});

describe("countsLine()", () => {
  it("gives each count for a unit of work, and the spread of those that depend on timing", () => {
    const counts = summarizeCounts([
      { promises: [3_000], timers: [1_000], fibers: [0], ticks: [990, 1_010] },
    ]);
    expect(countsLine(counts, 1_000)).toBe("3 promises, 1 timer, 1 tick (0.99 to 1.01)");
  });

  it("prints that nothing is done", () => {
    expect(countsLine(summarizeCounts([{ promises: [0] }]), 1)).toBe("nothing that is counted");
  });
});
