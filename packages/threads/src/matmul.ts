// matmul on threads.
//
// Start: each thread is posted one message, and takes the next rows from a counter in shared memory until none are
// left. Cancel: by a message, received by a thread between two tasks. Fail: the failure comes back as data and is
// rebuilt. Cost: an addition and a turn of the thread's loop per task; no entry of a matrix is copied, because all
// three lie beside the counter, where no two tasks write the same row. Copied: a message each way per task, with the
// whole right matrix in it, and as many tasks at once as there are threads.

import type { ExampleContext } from "@byturns/context";
import type { MatmulInput, MatmulOutput } from "@byturns/spec/matmul";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./matmul.worker.ts";

export const worker = new URL("./matmul.worker.ts", import.meta.url);

/** Multiplies both matrices. Rejects when the context's signal is aborted. */
export async function matmul(
  { size, rowsPerTask, by }: MatmulInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<MatmulOutput> {
  context.signal.throwIfAborted();
  if (by === "copied") return multiplyCopies(size, rowsPerTask, context, threads);
  // The memory is handed over, not the matrices: a view of it costs Deno time by its length.
  const memory = new SharedArrayBuffer(8 * (1 + 3 * size * size));
  const matrices = matricesOf(
    size,
    (length, matrix) => new Float64Array(memory, 8 * (1 + matrix * length), length),
  );
  const share = () => threads.run("multiplyShare", { size, rowsPerTask, memory });
  const tasks = await Promise.all(Array.from({ length: context.threads }, share));
  return { digest: digestOf(matrices), tasks: tasks.reduce((sum, some) => sum + some, 0) };
}

async function multiplyCopies(
  size: number,
  rowsPerTask: number,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<MatmulOutput> {
  const matrices = matricesOf(size, (length) => new Float64Array(length));
  const { left, right, product } = matrices;
  let tasks = 0;
  const share = async () => {
    while (tasks * rowsPerTask < size) {
      const from = rowsPerTask * tasks++;
      // Of their own memory: a message copies all that a view lies in.
      const rows = left.slice(size * from, size * (from + rowsPerTask));
      product.set(await threads.run("multiplyCopies", { size, from, left: rows, right }), size * from);
    }
  };
  await Promise.all(Array.from({ length: context.threads }, share));
  return { digest: digestOf(matrices), tasks };
}

interface Matrices {
  readonly size: number;
  /** Row by row, as all of them. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly product: Float64Array;
}

/** Both factors, filled, and room for their product. */
function matricesOf(size: number, make: (length: number, matrix: number) => Float64Array): Matrices {
  const [left, right, product] = [0, 1, 2].map((matrix) => make(size * size, matrix));
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
