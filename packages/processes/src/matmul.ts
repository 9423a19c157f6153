// matmul on processes.
//
// Start: each process is sent one task; it asks for the next rows until none are left. Cancel: by a message, which a process
// notices between two questions. Fail: the failure comes back as data and is rebuilt. Cost: a question a task. The matrices lie in
// a file in memory, which all have open: each process copies the right one once, and the rows of the others that are its own.
// Copied: a message each way per task, with the whole right matrix in it, and as many tasks at once as there are processes.
import type { ExampleContext } from "@byturns/context";
import type { MatmulInput, MatmulOutput } from "@byturns/spec/matmul";
import { MemoryFile, memoryFilePermissions } from "./internal/memory-file.ts";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./matmul.child.ts";

export const child = new URL("./matmul.child.ts", import.meta.url);

export const pool = { permissions: memoryFilePermissions };

/**
 * Multiplies both matrices. Rejects when the context's signal is aborted, and with an Error of code ENOSPC when memory has no room
 * for them.
 */
export async function matmul(
  { size, rowsPerTask, by }: MatmulInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<MatmulOutput> {
  context.signal.throwIfAborted();
  if (by === "copied") return multiplyCopies(size, rowsPerTask, context, processes);
  const matrices = matricesOf(size);
  const { left, right, product } = matrices;
  const file = MemoryFile.make(3 * product.byteLength);
  try {
    file.write(bytesOf(left), 0);
    file.write(bytesOf(right), left.byteLength);
    let tasks = 0;
    const next = () => (tasks * rowsPerTask < size ? tasks++ * rowsPerTask : undefined);
    const share = () =>
      processes.run("multiplyShare", { size, rowsPerTask, path: file.path }, { answers: { next } });
    await Promise.all(Array.from({ length: context.threads }, share));
    file.read(bytesOf(product), 2 * product.byteLength);
    return { digest: digestOf(matrices), tasks };
  } finally {
    file.remove();
  }
}

async function multiplyCopies(
  size: number,
  rowsPerTask: number,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<MatmulOutput> {
  const matrices = matricesOf(size);
  const { left, right, product } = matrices;
  let tasks = 0;
  const share = async () => {
    while (tasks * rowsPerTask < size) {
      const from = rowsPerTask * tasks++;
      // Of their own memory: a message copies all that a view lies in.
      const rows = left.slice(size * from, size * (from + rowsPerTask));
      product.set(await processes.run("multiplyCopies", { size, from, left: rows, right }), size * from);
    }
  };
  await Promise.all(Array.from({ length: context.threads }, share));
  return { digest: digestOf(matrices), tasks };
}

const bytesOf = ({ buffer }: Float64Array<ArrayBuffer>) => new Uint8Array(buffer);

interface Matrices {
  readonly size: number;
  /** Row by row, as all of them. */
  readonly left: Float64Array<ArrayBuffer>;
  readonly right: Float64Array<ArrayBuffer>;
  readonly product: Float64Array<ArrayBuffer>;
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
