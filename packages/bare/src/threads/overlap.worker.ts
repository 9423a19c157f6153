// The thread's side of overlap.
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { compute } from "@byturns/context";
import { serve } from "../serve.ts";

export const tasks = { digestFile, computeAll: (units: number) => compute(units, 0) };
serve(tasks);

function digestFile({ path, chunkBytes }: { readonly path: string; readonly chunkBytes: number }) {
  const hash = createHash("sha256");
  const chunk = new Uint8Array(chunkBytes);
  const file = openSync(path, "r");
  try {
    for (let bytes = 0; ; ) {
      const bytesRead = readSync(file, chunk, 0, chunkBytes, null);
      if (bytesRead === 0) return { bytes, digest: hash.digest("hex") };
      bytes += bytesRead;
      hash.update(chunk.subarray(0, bytesRead));
    }
  } finally {
    closeSync(file);
  }
}
