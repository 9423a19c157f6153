import type { CellSummary } from "@byturns/statistics";
import { describe, expect, it } from "vitest";
import { causeOf } from "../src/findings/cause.ts";
import type { CellStory } from "../src/model.ts";

const wall = { id: "wallMs", title: "Time", unit: "ms", better: "lower" } as const;

function cell(
  model: string,
  medians: Readonly<Record<string, number>>,
  counts?: Readonly<Record<string, number>>,
): CellStory {
  const figures = Object.fromEntries(Object.entries(medians).map(([id, median]) => [id, { median }]));
  const counted = Object.entries(counts ?? {}).map(([name, median]) => ({ name, median }));
  return {
    model,
    summary: { figures } as unknown as CellSummary,
    counts: counts && counted,
  } as unknown as CellStory;
}

const pair = (worse: CellStory, better: CellStory) => ({ worse, better });

describe("causeOf()", () => {
  it("tells how much of a difference is processor time, over all pairs", () => {
    const pairs = [
      pair(cell("threads", { wallMs: 30, cpuMs: 12 }), cell("promises", { wallMs: 10, cpuMs: 2 })),
      pair(cell("threads", { wallMs: 20, cpuMs: 9 }), cell("promises", { wallMs: 10, cpuMs: 1 })),
    ];
    expect(causeOf(pairs, wall, "x")).toBe(
      "50 to 80 % of the difference is processor time; more by byturns explain x",
    );
  });

  it.each([
    [12, "all"],
    [2, "none"],
    [1, "none"],
  ])("puts a share beyond the difference at its end: %s ms of processor time", (cpuMs, words) => {
    const pairs = [pair(cell("threads", { wallMs: 20, cpuMs }), cell("promises", { wallMs: 10, cpuMs: 2 }))];
    expect(causeOf(pairs, wall, "x")).toContain(`${words} of the difference is processor time`);
  });

  it("names what the worse one does more often in every pair, and nothing that it does as often", () => {
    const counted = (out: number, timers: number) => ({ "messages out": out, timers });
    const pairs = [
      pair(cell("threads", {}, counted(4, 5)), cell("promises", {}, counted(0, 5))),
      pair(cell("threads", {}, counted(8, 9)), cell("promises", {}, counted(1, 1))),
    ];
    expect(causeOf(pairs, wall, "x")).toBe(
      "a call of threads sends 4 to 8 messages where the other has 0 to 1; more by byturns explain x",
    );
  });

  it("tells how much of a difference in memory is there before the first call", () => {
    const memory = { id: "peakRssBytes", title: "Peak memory", unit: "bytes", better: "lower" } as const;
    const counts = { "messages out": 4 };
    const pairs = [
      pair(
        cell("threads", { peakRssBytes: 90, openRssBytes: 60 }, counts),
        cell("promises", { peakRssBytes: 50, openRssBytes: 40 }, { "messages out": 0 }),
      ),
    ];
    expect(causeOf(pairs, memory, "x")).toBe(
      "50 % of the difference is there before the first call; more by byturns explain x",
    );
  });

  it.each([
    ["of a metric of another kind", { ...wall, id: "heartbeat/delay" }],
    ["where nothing of it was measured", wall],
  ])("says that it is not explained %s", (_, metric) => {
    const pairs = [pair(cell("threads", { wallMs: 2 }), cell("promises", { wallMs: 1 }))];
    expect(causeOf(pairs, metric, "x")).toBe("cause not explained by this run: byturns explain x");
  });
});
