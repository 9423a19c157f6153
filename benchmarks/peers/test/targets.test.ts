import type { Summary } from "byturns";
import { describe, expect, it } from "vitest";
import { linesOf } from "../src/targets.ts";

interface Made {
  readonly model: string;
  readonly ms: number;
  readonly notCompared?: string;
}

/** A summary of one group under one runtime; every two cells that can be compared are. */
function summaryOf(example: string, input: string, made: readonly Made[], verdict = "different"): Summary {
  const cells = made.map(({ model, ms, ...rest }) => ({
    cell: { id: model, example, input, model, runtime: "node" },
    ...rest,
    figures: { wallMs: { median: ms } },
  }));
  const able = made.filter(({ notCompared }) => notCompared === undefined);
  const comparisons = able.flatMap((a, i) =>
    able.slice(i + 1).map((b) => {
      const ratio = a.ms / b.ms;
      return { a: a.model, b: b.model, ratio: { estimate: ratio, low: ratio, high: ratio }, verdict };
    }),
  );
  const ids = made.map(({ model }) => model);
  const group = { example, input, cells: ids, metrics: { wallMs: { comparisons } } };
  return { cells, groups: [group] } as unknown as Summary;
}

const threads = ["threads-by-message", "threads-by-memory"];
const short = (lines: ReturnType<typeof linesOf>) =>
  lines.map(({ what, measured, most, isMet }) => [what, measured.split(" (")[0], most, isMet]);

describe("linesOf()", () => {
  it("holds a pool against piscina by message and by its best path, and only shows it beside others", () => {
    const made = [
      { model: "threads-by-message", ms: 5 },
      { model: "threads-by-memory", ms: 4 },
      { model: "piscina", ms: 10 },
      { model: "tinypool", ms: 8 },
    ];
    expect(short(linesOf(summaryOf("pool", "one", made), threads))).toEqual([
      ["pool, one, node: threads-by-message over piscina", "0.50 ×", 0.55, true],
      ["pool, one, node: threads-by-memory over piscina, the best path", "0.40 ×", 0.35, false],
      ["pool, one, node: threads-by-message over tinypool", "0.63 ×", undefined, undefined],
      ["pool, one, node: threads-by-memory over tinypool", "0.50 ×", undefined, undefined],
    ]);
  });

  it("inverts a ratio that was made the other way round", () => {
    const made = [
      { model: "p-map", ms: 10 },
      { model: "promises", ms: 2 },
    ];
    expect(short(linesOf(summaryOf("bounded-map", "bench", made), ["promises"]))).toEqual([
      ["bounded-map, bench, node: promises over p-map", "0.20 ×", 1 / 6, false],
      ["bounded-map, bench, node: promises over p-map", "0.20 ×", 1.03, true],
    ]);
  });

  it("asks nothing where a peer does not answer, and calls too few forks not met", () => {
    const mine = { model: "processes-by-message", ms: 1 };
    const silent = { model: "workerpool-process", ms: 2, notCompared: "no process answered" };
    expect(linesOf(summaryOf("processes", "one", [mine, silent]), ["processes-by-message"])).toEqual([
      {
        what: "processes, one, node: processes-by-message over workerpool-process",
        measured: "not compared: no process answered",
      },
    ]);
    const few = summaryOf("processes", "one", [mine, { model: "tinypool-process", ms: 2 }], "unclaimed");
    expect(linesOf(few, ["processes-by-message"])).toMatchObject([
      { measured: "not compared: too few forks", isMet: false },
    ]);
  });

  it("does not call it met when ours was not compared", () => {
    const broken = { model: "threads-by-message", ms: 1, notCompared: "a fork was wrong" };
    const lines = linesOf(
      summaryOf("pool", "one", [broken, { model: "piscina", ms: 9 }]),
      threads.slice(0, 1),
    );
    expect(lines.map(({ isMet }) => isMet)).toEqual([false, false]);
  });
});
