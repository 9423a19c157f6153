// The thread's side of matmul: rows of the product, as many as it gets.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import { serve } from "./internal/serve.ts";

export const tasks = { multiplyShare, multiplyCopies };
serve(tasks);

interface Share {
  readonly size: number;
  readonly rowsPerTask: number;
  /** How many tasks were taken, then the left matrix, the right one and their product, row by row. */
  readonly memory: SharedArrayBuffer;
}

interface Copies {
  readonly size: number;
  /** The first row of the task, in the whole matrix. */
  readonly from: number;
  /** The task's rows. */
  readonly left: Float64Array;
  /** All rows. */
  readonly right: Float64Array;
}

interface Matrices {
  readonly size: number;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly product: Float64Array;
}

/** Takes one task after another. Returns how many it got. */
async function multiplyShare({ size, rowsPerTask, memory }: Share, context: ExampleContext): Promise<number> {
  const taken = new Int32Array(memory, 0, 1);
  const matrix = (at: number) => new Float64Array(memory, 8 * (1 + at * size * size), size * size);
  const matrices = { size, left: matrix(0), right: matrix(1), product: matrix(2) };
  for (let done = 0; ; done++) {
    const from = rowsPerTask * Atomics.add(taken, 0, 1);
    if (from >= size) return done;
    context.running(`rows from ${from}`, () =>
      multiplyRows(matrices, from, Math.min(size, from + rowsPerTask)),
    );
    await nextTurn();
    context.signal.throwIfAborted();
  }
}

/** One task, of what was sent to it. Returns its rows of the product. */
function multiplyCopies({ size, from, left, right }: Copies, context: ExampleContext): Float64Array {
  const product = new Float64Array(left.length);
  context.running(`rows from ${from}`, () =>
    multiplyRows({ size, left, right, product }, 0, left.length / size),
  );
  return product;
}

/**
 * In the order of memory: a row of the product is a sum of rows of the right matrix. It is added up in an array of its
 * own: in the product, a processor may take what is written for what is read next, and wait.
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
