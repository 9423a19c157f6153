import type { CellSummary, Summary, Verdict } from "@byturns/statistics";
import { describe, expect, it } from "vitest";
import { askedOf } from "../src/asked.ts";

interface Made {
  readonly model: string;
  readonly ms: number;
  readonly notCompared?: string;
  readonly unsupported?: string;
}

/** A summary of one group under one runtime; every two cells that can be compared are. */
function summaryOf(
  example: string,
  input: string,
  made: readonly Made[],
  verdict: Verdict = "different",
): Summary {
  const cells = made.map(
    ({ model, ms, notCompared, unsupported }) =>
      ({
        cell: { id: model, example, input, model, runtime: "node", ...(unsupported ? { unsupported } : {}) },
        ...(notCompared ? { notCompared } : {}),
        figures: { wallMs: { median: ms } },
      }) as unknown as CellSummary,
  );
  const able = made.filter(
    ({ notCompared, unsupported }) => notCompared === undefined && unsupported === undefined,
  );
  const comparisons = able.flatMap((a, i) =>
    able.slice(i + 1).map((b) => {
      const ratio = a.ms / b.ms;
      return { a: a.model, b: b.model, ratio: { estimate: ratio, low: ratio, high: ratio }, verdict };
    }),
  );
  const group = {
    example,
    input,
    cells: made.map(({ model }) => model),
    metrics: { wallMs: { comparisons } },
  };
  return { cells, groups: [group] } as unknown as Summary;
}

const helpers = { ours: ["promises"], peers: ["p-map", "p-limit", "p-queue"] };
const pools = { ours: ["threads-by-memory", "threads-by-message"], peers: ["piscina"] };
const lines = (asked: ReturnType<typeof askedOf>) =>
  asked.map(({ what, asked: bound, measured, isMet }) => [what, bound, measured.split(" (")[0], isMet]);

describe("askedOf()", () => {
  it("compares ours with the fastest comparable peer", () => {
    const summary = summaryOf("mutex-cost", "bench", [
      { model: "p-limit", ms: 4 },
      { model: "promises", ms: 2 },
      { model: "p-queue", ms: 1, notCompared: "an output was wrong" },
    ]);
    expect(lines(askedOf(helpers, summary))).toEqual([
      ["mutex-cost, node: ours over p-limit", "<= 1.03 ×", "0.50 ×", true],
    ]);
  });

  it("requires six times p-map's speed of bounded-map, and reports where ours falls short", () => {
    const summary = summaryOf("bounded-map-cost", "bench", [
      { model: "promises", ms: 2 },
      { model: "p-map", ms: 10 },
      { model: "p-limit", ms: 1.9 },
    ]);
    expect(lines(askedOf(helpers, summary))).toEqual([
      ["bounded-map-cost, node: ours over p-limit", "<= 1.03 ×", "1.05 ×", false],
      ["bounded-map-cost, node: p-map over ours", ">= 6 ×", "5.00 ×", false],
    ]);
  });

  it("compares the pools with piscina: by message, and by the best path", () => {
    const made = [
      { model: "threads-by-message", ms: 5 },
      { model: "threads-by-memory", ms: 3 },
      { model: "piscina", ms: 10 },
    ];
    expect(lines(askedOf(pools, summaryOf("pool-cost", "bench-one", made)))).toEqual([
      ["pool-cost, bench-one, node: threads-by-message over piscina", "<= 0.55 ×", "0.50 ×", true],
      [
        "pool-cost, bench-one, node: threads-by-memory over piscina, the best path",
        "<= 0.35 ×",
        "0.30 ×",
        true,
      ],
    ]);
    expect(lines(askedOf(pools, summaryOf("pool-cost", "bench", made)))).toEqual([
      ["pool-cost, bench, node: threads-by-memory over piscina, the best path", "<= 0.12 ×", "0.30 ×", false],
    ]);
  });

  it("meets no target without a peer to compare with, or with too few forks", () => {
    const alone = askedOf(pools, summaryOf("pool-cost", "bench", [{ model: "threads-by-memory", ms: 3 }]));
    expect(alone).toMatchObject([{ measured: "nothing: they could not be compared", isMet: false }]);
    const few = summaryOf(
      "mutex-cost",
      "bench",
      [
        { model: "promises", ms: 1 },
        { model: "p-limit", ms: 2 },
      ],
      "unclaimed",
    );
    expect(askedOf(helpers, few)).toMatchObject([{ measured: "nothing: too few forks", isMet: false }]);
  });

  it("has no targets for other questions", () => {
    expect(askedOf(helpers, summaryOf("grain", "bench", [{ model: "promises", ms: 1 }]))).toEqual([]);
  });
});
