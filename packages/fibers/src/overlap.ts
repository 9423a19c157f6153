// overlap on fibers.
//
// Start: two effects that run concurrently get a fiber each. Cancel: interruption, after each chunk and each slice. Fail: with
// the `PlatformError` of the file system; it interrupts the other fiber, which ends before the caller gets the failure. Cost:
// one turn of the scheduler per chunk and per slice; a fiber that computes has the only thread to itself.
import { createHash } from "node:crypto";
import { compute } from "@byturns/context";
import type { OverlapInput, OverlapOutput } from "@byturns/spec/overlap";
import * as Effect from "effect/Effect";
import * as FileSystem from "effect/FileSystem";
import type { PlatformError } from "effect/PlatformError";
import { running, waiting } from "./internal/spans.ts";

/** Digests a file and computes. */
export const overlap = Effect.fnUntraced(function* (
  input: OverlapInput,
): Effect.fn.Return<OverlapOutput, PlatformError, FileSystem.FileSystem> {
  const concurrency = input.order === "overlapped" ? "unbounded" : 1;
  const [digested, computed] = yield* Effect.all([digestFile(input), computeInSlices(input)], {
    concurrency,
  });
  return { ...digested, computed };
});

const digestFile = Effect.fnUntraced(function* ({ path, chunkBytes }: OverlapInput) {
  const hash = createHash("sha256");
  const chunk = new Uint8Array(chunkBytes);
  const file = yield* (yield* FileSystem.FileSystem).open(path);
  for (let bytes = 0; ; ) {
    const bytesRead = yield* file.read(chunk).pipe(waiting("file"));
    if (bytesRead === 0) return { bytes, digest: hash.digest("hex") };
    bytes += bytesRead;
    yield* Effect.sync(() => hash.update(chunk.subarray(0, bytesRead))).pipe(running("file"));
  }
}, Effect.scoped);

const computeInSlices = Effect.fnUntraced(function* ({ units, sliceUnits }: OverlapInput) {
  let computed = 0;
  for (let done = 0; done < units; done += sliceUnits) {
    const slice = Math.min(sliceUnits, units - done);
    computed = yield* Effect.sync(() => compute(slice, computed)).pipe(running("computing"));
    yield* Effect.yieldNow.pipe(waiting("computing"));
  }
  return computed;
});
