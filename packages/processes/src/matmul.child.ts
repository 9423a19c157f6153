// The child's side of matmul: rows of the product, as many as it gets.
import { MemoryFile } from "./internal/memory-file.ts";
import { serve } from "./internal/serve.ts";
import type { ProcessContext } from "./internal/task-context.ts";

export const tasks = { multiplyShare, multiplyCopies };
serve(tasks);

interface Share {
  readonly size: number;
  readonly rowsPerTask: number;
  /** A file of the left matrix, the right one and their product, row by row. */
  readonly path: string;
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

/** One task, of what was sent to it. Returns its rows of the product. */
function multiplyCopies({ size, from, left, right }: Copies, context: ProcessContext): Float64Array {
  return context.running(`rows from ${from}`, () => multiplyRows(size, left, right));
}

/** Takes rows until none are left. */
async function multiplyShare({ size, rowsPerTask, path }: Share, context: ProcessContext): Promise<void> {
  const file = MemoryFile.open(path);
  try {
    const right = new Float64Array(size * size);
    file.read(new Uint8Array(right.buffer), right.byteLength);
    for (;;) {
      const from = await context.ask<number | undefined>("next");
      if (from === undefined) return;
      const left = new Float64Array(size * Math.min(rowsPerTask, size - from));
      const at = 8 * size * from;
      context.running(`rows from ${from}`, () => {
        file.read(new Uint8Array(left.buffer), at);
        file.write(new Uint8Array(multiplyRows(size, left, right).buffer), 2 * right.byteLength + at);
      });
    }
  } finally {
    file.close();
  }
}

/** In the order of memory: a row of the product is a sum of rows of the right matrix. */
function multiplyRows(size: number, left: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  const product = new Float64Array(left.length);
  const sums = new Float64Array(size);
  for (let row = 0; row < left.length; row += size) {
    sums.fill(0);
    for (let k = 0; k < size; k++) {
      const factor = left[row + k] as number;
      for (let column = 0; column < size; column++) {
        sums[column] = (sums[column] as number) + factor * (right[k * size + column] as number);
      }
    }
    product.set(sums, row);
  }
  return product;
}
