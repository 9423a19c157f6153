// The thread's side of matmul: some rows of the product.
import type { Stage } from "@byturns/stage";
import { serve } from "./internal/serve.ts";
import type { Matrices } from "./matmul.ts";

export const tasks = { multiplyRows: multiplyAsked };
serve(tasks);

type Rows = Matrices & { readonly from: number; readonly to: number };

function multiplyAsked({ from, to, ...matrices }: Rows, stage: Stage): void {
  stage.running(`rows from ${from}`, () => multiplyRows(matrices, from, to));
}

/** In the order in which memory lies: a row of the product is a sum of rows of the right matrix. */
function multiplyRows({ size, left, right, product }: Matrices, from: number, to: number): void {
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
