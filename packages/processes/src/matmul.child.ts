// The child's side of matmul: rows of the product, as many as it gets.
import { serve } from "./internal/serve.ts";
import type { ProcessContext } from "./internal/task-context.ts";

export const tasks = { multiplyShare };
serve(tasks);

/** Some rows of a matrix, one behind the other. */
export interface Rows {
  readonly from: number;
  readonly entries: Float64Array;
}

interface Share {
  readonly size: number;
  /** The right matrix, row by row. */
  readonly right: Float64Array;
}

/** Takes rows of the left matrix until none are left. */
async function multiplyShare({ size, right }: Share, context: ProcessContext): Promise<void> {
  let done: Rows | undefined;
  for (;;) {
    const rows = await context.ask<Rows | undefined>("next", done);
    if (rows === undefined) return;
    const { from, entries } = rows;
    done = context.running(`rows from ${from}`, () => ({
      from,
      entries: multiplyRows(size, entries, right),
    }));
  }
}

/** In the order of memory: a row of the product is a sum of rows of the right matrix. */
function multiplyRows(size: number, left: Float64Array, right: Float64Array): Float64Array {
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
