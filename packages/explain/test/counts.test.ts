import { describe, expect, it } from "vitest";
import { countsAcross, countsLine, outsideLine, summarizeCounts } from "../src/index.ts";

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

describe("countsAcross()", () => {
  const under = (runtime: string, counts: Readonly<Record<string, readonly number[]>>) => ({
    runtime,
    counts: summarizeCounts([counts]),
  });

  it("writes once what is equal under every runtime, and names those that differ or cannot count", () => {
    const all = [
      under("Node", { timers: [10], promises: [30], microtasks: [20] }),
      under("Deno", { timers: [10], promises: [30], microtasks: [20] }),
      under("Bun", { timers: [10], promises: [10] }),
    ];
    expect(countsAcross(all, 10)).toBe(
      "1 timer; promises: 3 (Node, Deno), 1 (Bun); microtasks: 2 (Node, Deno), not counted (Bun)",
    );
  });

  it("joins spreads that overlap into one, and keeps those apart that do not", () => {
    const turns = [under("Node", { turns: [13, 15] }), under("Bun", { turns: [14, 17] })];
    expect(countsAcross(turns, 1)).toBe("13 to 17 turns");
    const apart = [under("Node", { turns: [1, 2] }), under("Bun", { turns: [3, 4] })];
    expect(countsAcross(apart, 1)).toBe("turns: 1 to 2 (Node), 3 to 4 (Bun)");
  });

  it("leaves out what no runtime ever does", () => {
    expect(countsAcross([under("Node", { timers: [0] })], 1)).toBe("nothing that is counted");
  });
});

describe("outsideLine()", () => {
  it("writes system calls and collections for a unit, or why they are not counted", () => {
    const systemCalls = { all: 200, most: { futex: 150, read: 50 } };
    expect(outsideLine({ systemCalls, collections: { count: 1, pauseMs: 2 } }, 100)).toBe(
      "2 system calls (futex 1.5, read 0.5); 0.01 garbage collections, which stop it for 20.0 µs",
    );
    expect(outsideLine({ systemCalls, collections: { count: 1 } }, 100)).toMatch(
      /; 0\.01 garbage collections$/,
    );
    const notCounted = { notCounted: "strace is not installed" };
    expect(outsideLine({ systemCalls: notCounted, collections: { notCounted: "it logs none" } }, 1)).toBe(
      "system calls not counted, because strace is not installed; garbage collections not counted, because it logs none",
    );
  });
});
