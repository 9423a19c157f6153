import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { entryOf, matmul, weightOf } from "../src/matmul.ts";

const runInfo = { model: "threads", threads: 2 };

describe("matmul.check()", () => {
  const size = 9;
  const input = { size, rowsPerTask: 4, by: "shared" } as const;
  const product = productOf(size);
  const answer = (entries: readonly number[], tasks = 3) => ({ digest: weighed(entries, size), tasks });

  it("accepts a product that was computed entry by entry", () => {
    for (const one of [1, 2, 7, 30]) {
      const digest = weighed(productOf(one), one);
      expect(matmul.check({ ...input, size: one, rowsPerTask: 1 }, { digest, tasks: one }, runInfo)).toEqual(
        [],
      );
    }
  });

  it("finds any entry that is wrong by one", () => {
    for (let place = 0; place < product.length; place++) {
      const wrong = product.map((entry, at) => (at === place ? entry + 1 : entry));
      expect(matmul.check(input, answer(wrong), runInfo)).toHaveLength(1);
    }
  });

  it("finds rows that changed places, and a matrix that is transposed", () => {
    const swapped = [...product.slice(size, 2 * size), ...product.slice(0, size), ...product.slice(2 * size)];
    expect(matmul.check(input, answer(swapped), runInfo)).toHaveLength(1);
    const transposed = product.map((_, at) => product[(at % size) * size + Math.floor(at / size)] as number);
    expect(matmul.check(input, answer(transposed), runInfo)).toHaveLength(1);
  });

  it("finds a task left out", () => {
    expect(matmul.check(input, answer(product, 2), runInfo)).toEqual(["there were 2 tasks, not 3"]);
  });

  it("stays exact up to the largest size", () => {
    const largest = 64 * 64 * 1_024 ** 3 * 15 * 15;
    expect(largest).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });
});

describe("matmul.ideal()", () => {
  it("uses no more threads than tasks", () => {
    expect(matmul.ideal({ size: 8, rowsPerTask: 8, by: "shared" }, 4).why).toContain("divided by 1,");
  });
});

describe("matmul.input", () => {
  const decode = Schema.decodeUnknownSync(matmul.input);

  it("accepts each of its own inputs, and what its sweeps lead to", () => {
    const swept = Object.values(matmul.sweeps ?? {}).flatMap(({ values, at }) => values.map(at));
    for (const one of [...Object.values(matmul.inputs), ...swept]) expect(decode(one)).toEqual(one);
  });

  it.each([{ size: 0 }, { size: 1_025 }, { rowsPerTask: 0 }, { rowsPerTask: 2.5 }, { by: "sent" }])(
    "refuses %o",
    (change) => {
      expect(() => decode({ ...matmul.inputs.test, ...change })).toThrow();
    },
  );
});

function productOf(size: number): number[] {
  return Array.from({ length: size * size }, (_, place) => {
    const [row, column] = [Math.floor(place / size), place % size];
    let entry = 0;
    for (let k = 0; k < size; k++) entry += entryOf(row * size + k) * entryOf((k + size) * size + column);
    return entry;
  });
}

function weighed(entries: readonly number[], size: number): number {
  return entries.reduce(
    (sum, entry, place) => sum + weightOf(Math.floor(place / size)) * weightOf(size + (place % size)) * entry,
    0,
  );
}
