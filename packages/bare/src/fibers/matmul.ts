// A fiber multiplies some rows.
import * as Effect from "effect/Effect";
import { digestOf, matricesOf, multiplyRows, startsOf } from "../matrices.ts";

export const run = ({ size, rowsPerTask }: { readonly size: number; readonly rowsPerTask: number }) =>
  Effect.gen(function* () {
    const matrices = matricesOf(size, (length) => new Float64Array(length));
    const task = (from: number) =>
      Effect.sync(() => multiplyRows(matrices, from, Math.min(size, from + rowsPerTask)));
    const starts = startsOf(size, rowsPerTask);
    yield* Effect.forEach(starts, task, { concurrency: "unbounded", discard: true });
    return { digest: digestOf(matrices), tasks: starts.length };
  });
