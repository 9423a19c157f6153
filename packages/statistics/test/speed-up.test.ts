import { describe, expect, it } from "vitest";
import { type CellSummary, type SpeedUp, speedUpsOf } from "../src/index.ts";

function cell(threads: number, times: readonly number[], more: object = {}): CellSummary {
  const sweep = { name: "cores", parameter: "P", unit: "threads", value: threads };
  const values = times.map((value, round) => ({ round, value }));
  return {
    cell: { id: `${threads}`, example: "nqueens", model: "threads", runtime: "node", sweep },
    figures: { wallMs: { min: Math.min(...times), values } },
    ...more,
  } as unknown as CellSummary;
}

describe("speedUpsOf()", () => {
  it("divides the time of one thread by that of more, in ascending order", () => {
    const around = (ms: number) => Array.from({ length: 12 }, (_, i) => ms * (1 + i / 1_000));
    const seen = speedUpsOf([cell(4, around(5)), cell(1, around(20)), cell(2, around(19.9)), cell(3, [7])]);
    expect(seen.map(({ threads, verdict, claim }) => [threads, verdict, claim])).toEqual([
      [2, "equivalent", "verdicts"],
      [3, "unclaimed", "correctness"],
      [4, "different", "verdicts"],
    ]);
    const { times } = seen[2] as SpeedUp;
    const { low, estimate, high } = times;
    expect(estimate).toBeCloseTo(4, 1);
    expect([low > 3.9, high < 4.1]).toEqual([true, true]);
  });

  it("is empty if one thread was not measured, or a cell is not compared", () => {
    expect(speedUpsOf([cell(2, [10]), cell(4, [5])])).toEqual([]);
    expect(speedUpsOf([cell(1, [10], { notCompared: "wrong" }), cell(2, [5])])).toEqual([]);
  });

  it("keeps runtimes and other sweeps separate", () => {
    const other = cell(2, [10]);
    const bun = { ...other, cell: { ...other.cell, runtime: "bun" } };
    const board = { ...other, cell: { ...other.cell, sweep: { ...other.cell.sweep, name: "board" } } };
    expect(speedUpsOf([cell(1, [20]), bun, board] as CellSummary[])).toEqual([]);
  });
});
