// An async function multiplies some rows.
import { digestOf, matricesOf, multiplyRows, startsOf } from "../matrices.ts";

export async function run({ size, rowsPerTask }: { readonly size: number; readonly rowsPerTask: number }) {
  const matrices = matricesOf(size, (length) => new Float64Array(length));
  const task = async (from: number) => multiplyRows(matrices, from, Math.min(size, from + rowsPerTask));
  const starts = startsOf(size, rowsPerTask);
  await Promise.all(starts.map(task));
  return { digest: digestOf(matrices), tasks: starts.length };
}
