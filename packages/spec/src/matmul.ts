// matmul: the product of two square matrices, a number of its rows per task.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

export const MatmulInput = Schema.Struct({
  /** Rows and columns of each matrix. */
  size: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_024 })),
  /** How many rows of the product a task computes; the last one gets what is left. */
  rowsPerTask: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_024 })),
  /** All tasks have the same matrices; or each is sent the rows that it needs, and sends its rows of the product back. */
  by: Schema.Literals(["shared", "copied"]),
});

export const MatmulOutput = Schema.Struct({
  /**
   * The sum of all entries of the product, each weighted by its row's and its column's weight: an entry that is wrong,
   * or in the wrong place, changes it.
   */
  digest: Schema.Int,
  /** How many tasks there were. */
  tasks: Schema.Int,
});

export type MatmulInput = typeof MatmulInput.Type;
export type MatmulOutput = typeof MatmulOutput.Type;

export const matmul = defineSpec({
  id: "matmul",
  title: "Matrix product",
  question: "How much faster are two threads, where tasks read and write the same memory, or copies of it?",
  origin: "tzcnt/runtime-benchmarks; the multiplication is the usual one, row by row.",
  input: MatmulInput,
  output: MatmulOutput,
  inputs: {
    test: { size: 12, rowsPerTask: 4, by: "shared" },
    "test-one": { size: 1, rowsPerTask: 1, by: "shared" },
    "test-uneven": { size: 17, rowsPerTask: 5, by: "shared" },
    "test-copied": { size: 17, rowsPerTask: 5, by: "copied" },
    bench: { size: 256, rowsPerTask: 16, by: "shared" },
    "bench-copied": { size: 256, rowsPerTask: 16, by: "copied" },
    large: { size: 384, rowsPerTask: 8, by: "shared" },
  },
  sweeps: {
    size: {
      parameter: "size",
      unit: "rows and columns",
      values: [16, 32, 64, 128, 256, 512],
      // As many tasks at every size.
      at: (size): MatmulInput => ({
        size,
        rowsPerTask: Math.max(1, Math.round(size / 16)),
        by: "shared",
      }),
    },
  },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "Two matrices of 256 × 256 are multiplied, 16 rows a task, and the product is digested; copied, each task gets 560 kB and answers with 33 kB.",
    inModel: {
      promises: "One task after another, on one thread.",
      fibers: "A fiber a task, one after another on one thread.",
      threads:
        "Threads take rows from a counter, and the matrices lie in shared memory; copied, a message each way a task.",
    },
    objections: [
      {
        objection: "A tuned library multiplies many times as fast.",
        answer: "True: the loop is plain in all models, so that its data and not its arithmetic is compared.",
      },
      {
        objection: "Copied, each thread could be sent the right matrix once, and keep it.",
        answer:
          "Then it would be sent as often as there are threads: what is asked is what tasks cost that keep nothing.",
      },
    ],
  },
  check(input, { digest, tasks }) {
    const wrong: string[] = [];
    const right = digestOf(input.size);
    if (digest !== right) wrong.push(`the product's digest is ${digest}, not ${right}`);
    if (tasks !== tasksOf(input)) wrong.push(`there were ${tasks} tasks, not ${tasksOf(input)}`);
    return wrong;
  },
  ideal: (input, threads) => ({
    ms: undefined,
    why: `${input.size ** 3} multiplications, divided by ${Math.min(tasksOf(input), threads)}, the threads that can be busy at once; how long they take is the processor's business`,
  }),
  metrics: [
    {
      id: "per-multiplication",
      title: "Wall time a multiplication",
      unit: "ns",
      better: "lower",
      of: ({ wallMs }, { size }) => (wallMs * 1e6) / size ** 3,
    },
  ],
});

function tasksOf({ size, rowsPerTask }: MatmulInput): number {
  return Math.ceil(size / rowsPerTask);
}

/**
 * The weighted sum of the product, without the product: the weighted sum of the left matrix's rows, times that of the right
 * one's columns (the idea of Freivalds' check). All numbers stay below 2^53.
 */
export function digestOf(size: number): number {
  let digest = 0;
  for (let k = 0; k < size; k++) {
    let [ofColumn, ofRow] = [0, 0];
    for (let i = 0; i < size; i++) {
      ofColumn += weightOf(i) * entryOf(i * size + k);
      ofRow += weightOf(size + i) * entryOf((k + size) * size + i);
    }
    digest += ofColumn * ofRow;
  }
  return digest;
}

/** The entry at a place of both matrices, one behind the other, row by row: an integer from 0 to 15. */
export function entryOf(place: number): number {
  return Math.imul(place + 1, 0x9e3779b1) >>> 28;
}

/** What a row counts in the digest; or, after all rows, a column: an integer from 1 to 64. */
export function weightOf(index: number): number {
  return 1 + (Math.imul(index + 1, 0x85ebca6b) >>> 26);
}
