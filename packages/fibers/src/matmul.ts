// matmul on fibers.
//
// Start: `forEach` runs the fiber of each task at once, to its end, because nothing in it waits. Cancel: interruption, between
// two operations; here not before the last task has ended. Fail: errors are typed; this effect cannot fail. Cost: one fiber
// per task. No two tasks multiply at the same time.
import type { MatmulInput, MatmulOutput } from "@byturns/spec/matmul";
import * as Effect from "effect/Effect";
import { running } from "./internal/spans.ts";

/** Multiplies both matrices. */
export const matmul = Effect.fnUntraced(function* ({
  size,
  rowsPerTask,
  by,
}: MatmulInput): Effect.fn.Return<MatmulOutput> {
  const matrices = matricesOf(size);
  const multiply = by === "copied" ? multiplyCopies : multiplyRows;
  const task = (from: number) =>
    Effect.sync(() => multiply(matrices, from, Math.min(size, from + rowsPerTask))).pipe(
      running(`rows from ${from}`),
    );
  const starts = startsOf(size, rowsPerTask);
  yield* Effect.forEach(starts, task, { concurrency: "unbounded", discard: true });
  return { digest: digestOf(matrices), tasks: starts.length };
});

interface Matrices {
  readonly size: number;
  /** Row by row, as all of them. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly product: Float64Array;
}

/** Both factors, filled, and room for their product. */
function matricesOf(size: number): Matrices {
  const [left, right, product] = [0, 1, 2].map(() => new Float64Array(size * size));
  return filled({ size, left, right, product } as Matrices);
}

function filled(matrices: Matrices): Matrices {
  const { left, right } = matrices;
  for (let at = 0; at < left.length; at++) left[at] = Math.imul(at + 1, 0x9e3779b1) >>> 28;
  for (let at = 0; at < right.length; at++) {
    right[at] = Math.imul(left.length + at + 1, 0x9e3779b1) >>> 28;
  }
  return matrices;
}

/** The first row of each task. */
function startsOf(size: number, rowsPerTask: number): number[] {
  return Array.from({ length: Math.ceil(size / rowsPerTask) }, (_, task) => task * rowsPerTask);
}

/** The task has its rows of the left matrix and the whole right one for itself, and its rows of the product are copied back. */
function multiplyCopies({ size, left, right, product }: Matrices, from: number, to: number): void {
  const rows = left.slice(from * size, to * size);
  const copies = { size, left: rows, right: right.slice(), product: new Float64Array(rows.length) };
  multiplyRows(copies, 0, to - from);
  product.set(copies.product, from * size);
}

/**
 * In the order of memory: a row of the product is a sum of rows of the right matrix. It is added up in an array of its own: in the
 * product, a processor may take what is written for what is read next, and wait.
 */
function multiplyRows({ size, left, right, product }: Matrices, from: number, to: number): void {
  const sums = new Float64Array(size);
  for (let row = from * size; row < to * size; row += size) {
    sums.fill(0);
    for (let k = 0; k < size; k++) {
      const factor = left[row + k] as number;
      for (let column = 0; column < size; column++) {
        sums[column] = (sums[column] as number) + factor * (right[k * size + column] as number);
      }
    }
    product.set(sums, row);
  }
}

function digestOf({ size, product }: Matrices): number {
  // Of the rows, then of the columns.
  const weights = Array.from({ length: 2 * size }, (_, at) => 1 + (Math.imul(at + 1, 0x85ebca6b) >>> 26));
  let digest = 0;
  for (let row = 0; row < size; row++) {
    let ofRow = 0;
    for (let column = 0; column < size; column++) {
      ofRow += (weights[size + column] as number) * (product[row * size + column] as number);
    }
    digest += (weights[row] as number) * ofRow;
  }
  return digest;
}
