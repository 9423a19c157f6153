// Each thread takes rows from shared memory until none are left.
import { digestOf, matricesOf } from "../matrices.ts";
import type { Call, Pool } from "../pool.ts";
import type { tasks as served } from "./matmul.worker.ts";

export const worker = new URL("./matmul.worker.ts", import.meta.url);

interface Input {
  readonly size: number;
  readonly rowsPerTask: number;
}

export async function run({ size, rowsPerTask }: Input, pool: Pool<typeof served>, { threads }: Call) {
  const memory = new SharedArrayBuffer(8 * (1 + 3 * size * size));
  const matrices = matricesOf(
    size,
    (length, matrix) => new Float64Array(memory, 8 * (1 + matrix * length), length),
  );
  const share = () => pool.run("multiplyShare", { size, rowsPerTask, memory });
  const tasks = await Promise.all(Array.from({ length: threads }, share));
  return { digest: digestOf(matrices), tasks: tasks.reduce((sum, some) => sum + some, 0) };
}
