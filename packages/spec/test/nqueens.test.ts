import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { nqueens } from "../src/nqueens.ts";

const runInfo = { model: "threads", threads: 2 };

describe("nqueens.check()", () => {
  it("agrees with a search that tries every column", () => {
    const search = (board: number, columns: readonly number[]): number => {
      if (columns.length === board) return 1;
      let found = 0;
      for (let column = 0; column < board; column++) {
        const safe = columns.every(
          (other, row) => other !== column && Math.abs(other - column) !== columns.length - row,
        );
        if (safe) found += search(board, [...columns, column]);
      }
      return found;
    };
    for (const board of [4, 5, 6, 7, 8]) {
      const tasks = (board - 1) * (board - 2);
      expect(nqueens.check({ board }, { solutions: search(board, []), tasks }, runInfo)).toEqual([]);
    }
  });

  it("finds a solution too many, and a task left out", () => {
    expect(nqueens.check({ board: 8 }, { solutions: 93, tasks: 41 }, runInfo)).toEqual([
      "93 solutions were found, not 92",
      "41 tasks were begun, not 42",
    ]);
  });
});

describe("nqueens.input", () => {
  const decode = Schema.decodeUnknownSync(nqueens.input);

  it("accepts each of its own inputs, and what its sweep leads to", () => {
    const swept = Object.values(nqueens.sweeps ?? {}).flatMap(({ values, at }) => values.map(at));
    for (const one of [...Object.values(nqueens.inputs), ...swept]) expect(decode(one)).toEqual(one);
  });

  it.each([3, 15, 6.5])("refuses a board of %d", (board) => {
    expect(() => decode({ board })).toThrow();
  });
});
