// matmul on processes.
//
// Start: each process is sent one task, with a copy of the right matrix; it asks for the next rows of the left one until none are left,
// and hands in those of the product with the question. Cancel: by a message, which a process notices between two questions. Fail: the
// failure comes back as data and is rebuilt. Cost: what threads share is copied here: the right matrix once for each process, the left
// one and the product once in all, through a socket.
import type { ExampleContext } from "@byturns/context";
import type { MatmulInput, MatmulOutput } from "@byturns/spec/matmul";
import type { Pool } from "./internal/pool.ts";
import type { Rows, tasks as served } from "./matmul.child.ts";

export const child = new URL("./matmul.child.ts", import.meta.url);

/** Multiplies both matrices. Rejects when the context's signal is aborted. */
export async function matmul(
  { size, rowsPerTask }: MatmulInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<MatmulOutput> {
  context.signal.throwIfAborted();
  const { left, right, product } = matricesOf(size);
  let nextRow = 0;
  let tasks = 0;
  const next = (done: Rows | undefined): Rows | undefined => {
    if (done !== undefined) product.set(done.entries, done.from * size);
    if (nextRow >= size) return undefined;
    tasks += 1;
    const from = nextRow;
    nextRow = Math.min(size, from + rowsPerTask);
    // A copy: of a view, the whole matrix behind it might be sent.
    return { from, entries: left.slice(from * size, nextRow * size) };
  };
  const share = () => processes.run("multiplyShare", { size, right }, { answers: { next } });
  await Promise.all(Array.from({ length: context.threads }, share));
  return { digest: digestOf({ size, left, right, product }), tasks };
}

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
