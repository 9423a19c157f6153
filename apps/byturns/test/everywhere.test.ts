import { factsOf } from "@byturns/record/facts-of";
import { type Summary, summarize } from "@byturns/statistics";
import { describe, expect, it } from "vitest";
import { drawEverywhere, type Holding, holdsEverywhere } from "../src/results/everywhere.ts";
import { around, type CellForks, runOf } from "./runs.ts";

const machine = (name: string, cells: CellForks): { name: string; summary: Summary } => ({
  name,
  summary: summarize(factsOf(runOf(cells).run)),
});
const two = (promises: number, threads: number): CellForks => ({
  "promises/node@26.0.0": around(promises),
  "threads/node@26.0.0": around(threads),
});
const holdingOf = (...machines: CellForks[]): Holding | undefined =>
  holdsEverywhere(machines.map((cells, i) => machine(`m${i}`, cells))).rows[0]?.holding;

describe("holdsEverywhere()", () => {
  it("holds if every machine has the same verdict, however fast it is", () => {
    expect(holdingOf(two(10, 20), two(40, 90))).toBe("holds");
    expect(holdingOf(two(10, 10), two(40, 40))).toBe("holds");
  });

  it("differs if machines contradict one another", () => {
    expect(holdingOf(two(10, 20), two(20, 10))).toBe("differs");
    expect(holdingOf(two(10, 20), two(10, 10))).toBe("differs");
  });

  it("is open if a machine is undecided, or has not measured it", () => {
    const few = { "promises/node@26.0.0": [10], "threads/node@26.0.0": [20] };
    expect(holdingOf(two(10, 20), few)).toBe("open");
    expect(holdingOf(two(10, 20), { "promises/node@26.0.0": around(10) })).toBe("open");
    expect(holdingOf(two(10, 20), two(20, 10), few)).toBe("differs");
  });

  it("considers only machines that measured the case, and one alone is not enough", () => {
    const other = machine("m3", two(10, 20));
    const elsewhere: typeof other = {
      ...other,
      summary: {
        ...other.summary,
        cells: other.summary.cells.map((one) => ({ ...one, cell: { ...one.cell, input: "other" } })),
        groups: other.summary.groups.map((group) => ({ ...group, input: "other" })),
      },
    };
    const rowsOf = (...all: (typeof other)[]) =>
      holdsEverywhere(all).rows.map(({ input, holding }) => [input, holding]);
    expect(rowsOf(machine("m1", two(10, 20)), machine("m2", two(40, 90)))).toEqual([["bench", "holds"]]);
    expect(rowsOf(elsewhere)).toEqual([["other", "open"]]);
  });

  it("recognizes a comparison whichever cell a machine names first", () => {
    const turned = { "threads/node@26.0.0": around(20), "promises/node@26.0.0": around(10) };
    expect(holdingOf(two(10, 20), turned)).toBe("holds");
    expect(holdsEverywhere([machine("m1", two(10, 20)), machine("m2", turned)]).rows).toHaveLength(1);
  });

  it("leaves out cells that share neither model nor runtime", () => {
    const cells = { "promises/node@26.0.0": around(10), "threads/bun@1.4.5": around(20) };
    expect(holdsEverywhere([machine("m1", cells)]).rows).toEqual([]);
  });
});

describe("drawEverywhere()", () => {
  const everywhere = holdsEverywhere([machine("m1", two(10, 20)), machine("m2", two(20, 10))]);
  it("counts, and shows what does not hold with each machine's ratio", () => {
    const text = drawEverywhere(everywhere, { all: false });
    expect(text).toContain("Of 1 comparisons by time within m1, m2: 0 hold on every machine, 1 do not");
    expect(text).toMatch(/\| 0\.\d\d \(.*\) different \| [12]\.\d\d \(.*\) different \| differs \|/);
  });
});
