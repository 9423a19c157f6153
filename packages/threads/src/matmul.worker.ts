// The thread's side of matmul: some rows of the product.
import type { Stage } from "@byturns/stage";
import { serve } from "./internal/serve.ts";

export const tasks = { multiplyRows: multiplyAsked };
serve(tasks);

interface Rows {
  readonly size: number;
  /** The left matrix, the right one and their product, one behind the other, row by row. */
  readonly memory: SharedArrayBuffer;
  readonly from: number;
  readonly to: number;
}

function multiplyAsked(rows: Rows, stage: Stage): void {
  stage.running(`rows from ${rows.from}`, () => multiplyRows(rows));
}

/** In the order in which memory lies: a row of the product is a sum of rows of the right matrix. */
function multiplyRows({ size, memory, from, to }: Rows): void {
  const matrix = (at: number) => new Float64Array(memory, at * 8 * size * size, size * size);
  const [left, right, product] = [matrix(0), matrix(1), matrix(2)];
  for (let row = from * size; row < to * size; row += size) {
    for (let k = 0; k < size; k++) {
      const factor = left[row + k] as number;
      for (let column = 0; column < size; column++) {
        product[row + column] =
          (product[row + column] as number) + factor * (right[k * size + column] as number);
      }
    }
  }
}
