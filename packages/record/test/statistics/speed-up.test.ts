import { describe, expect, it } from "vitest";
import { type CellSummary, speedUpsOf } from "../../src/statistics/index.ts";

const options = { resamples: 200, seed: 1 };

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
    const seen = speedUpsOf([cell(4, [5, 5, 5]), cell(1, [20, 20, 20]), cell(2, [10, 10, 10])], options);
    expect(seen.map(({ threads, times }) => [threads, times])).toEqual([
      [2, { estimate: 2, low: 2, high: 2 }],
      [4, { estimate: 4, low: 4, high: 4 }],
    ]);
  });

  it("says nothing where one thread was not measured, or a cell is not compared", () => {
    expect(speedUpsOf([cell(2, [10]), cell(4, [5])], options)).toEqual([]);
    expect(speedUpsOf([cell(1, [10], { notCompared: "wrong" }), cell(2, [5])], options)).toEqual([]);
  });

  it("keeps runtimes and other sweeps apart", () => {
    const other = cell(2, [10]);
    const bun = { ...other, cell: { ...other.cell, runtime: "bun" } };
    const board = { ...other, cell: { ...other.cell, sweep: { ...other.cell.sweep, name: "board" } } };
    expect(speedUpsOf([cell(1, [20]), bun, board] as CellSummary[], options)).toEqual([]);
  });
});
