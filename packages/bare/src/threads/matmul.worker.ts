// The thread's side of matmul: takes rows until none are left.
import { setImmediate as nextTurn } from "node:timers/promises";
import { multiplyRows } from "../matrices.ts";
import { serve } from "../serve.ts";

export const tasks = { multiplyShare };
serve(tasks);

interface Share {
  readonly size: number;
  readonly rowsPerTask: number;
  readonly memory: SharedArrayBuffer;
}

async function multiplyShare({ size, rowsPerTask, memory }: Share): Promise<number> {
  const taken = new Int32Array(memory, 0, 1);
  const matrix = (at: number) => new Float64Array(memory, 8 * (1 + at * size * size), size * size);
  const matrices = { size, left: matrix(0), right: matrix(1), product: matrix(2) };
  for (let done = 0; ; done++) {
    const from = rowsPerTask * Atomics.add(taken, 0, 1);
    if (from >= size) return done;
    multiplyRows(matrices, from, Math.min(size, from + rowsPerTask));
    // Without a turn of its loop, one thread could take all rows before another has begun.
    await nextTurn();
  }
}
