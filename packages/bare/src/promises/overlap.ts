// A file is read and hashed chunk by chunk, while slices are computed with a turn of the loop after each.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { compute } from "@byturns/context";

interface Input {
  readonly path: string;
  readonly chunkBytes: number;
  readonly units: number;
  readonly sliceUnits: number;
}

export async function run({ path, chunkBytes, units, sliceUnits }: Input) {
  const digestFile = async () => {
    const hash = createHash("sha256");
    const chunk = new Uint8Array(chunkBytes);
    await using file = await open(path);
    for (let bytes = 0; ; ) {
      const { bytesRead } = await file.read(chunk, 0, chunkBytes);
      if (bytesRead === 0) return { bytes, digest: hash.digest("hex") };
      bytes += bytesRead;
      hash.update(chunk.subarray(0, bytesRead));
    }
  };
  const computeInSlices = async () => {
    let computed = 0;
    for (let done = 0; done < units; done += sliceUnits) {
      computed = compute(Math.min(sliceUnits, units - done), computed);
      await nextTurn();
    }
    return computed;
  };
  const [digested, computed] = await Promise.all([digestFile(), computeInSlices()]);
  return { ...digested, computed };
}
