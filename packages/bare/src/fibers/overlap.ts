// A fiber reads and hashes, another computes in slices and yields after each.
import { createHash } from "node:crypto";
import { compute } from "@byturns/context";
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem";
import * as Effect from "effect/Effect";
import * as FileSystem from "effect/FileSystem";

interface Input {
  readonly path: string;
  readonly chunkBytes: number;
  readonly units: number;
  readonly sliceUnits: number;
}

export const layer = NodeFileSystem.layer;

export const run = ({ path, chunkBytes, units, sliceUnits }: Input) =>
  Effect.gen(function* () {
    const digestFile = Effect.scoped(
      Effect.gen(function* () {
        const hash = createHash("sha256");
        const chunk = new Uint8Array(chunkBytes);
        const file = yield* (yield* FileSystem.FileSystem).open(path);
        for (let bytes = 0; ; ) {
          const bytesRead = Number(yield* file.read(chunk));
          if (bytesRead === 0) return { bytes, digest: hash.digest("hex") };
          bytes += bytesRead;
          yield* Effect.sync(() => hash.update(chunk.subarray(0, bytesRead)));
        }
      }),
    );
    const computeInSlices = Effect.gen(function* () {
      let computed = 0;
      for (let done = 0; done < units; done += sliceUnits) {
        const slice = Math.min(sliceUnits, units - done);
        computed = yield* Effect.sync(() => compute(slice, computed));
        yield* Effect.yieldNow;
      }
      return computed;
    });
    const [digested, computed] = yield* Effect.all([digestFile, computeInSlices], {
      concurrency: "unbounded",
    });
    return { ...digested, computed };
  });
