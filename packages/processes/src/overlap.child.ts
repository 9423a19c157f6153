// The child's side of overlap: reading really blocks its process, and computing holds it.
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { compute, type ExampleContext } from "@byturns/context";
import type { OverlapInput } from "@byturns/spec/overlap";
import { serve } from "./internal/serve.ts";

export const tasks = { digestFile, computeAll };
serve(tasks);

function digestFile({ path, chunkBytes }: OverlapInput, context: ExampleContext) {
  const hash = createHash("sha256");
  const chunk = new Uint8Array(chunkBytes);
  const file = openSync(path, "r");
  try {
    for (let bytes = 0; ; ) {
      const bytesRead = context.blocking("file", () => readSync(file, chunk, 0, chunkBytes, null));
      if (bytesRead === 0) return { bytes, digest: hash.digest("hex") };
      bytes += bytesRead;
      context.running("file", () => hash.update(chunk.subarray(0, bytesRead)));
    }
  } finally {
    closeSync(file);
  }
}

function computeAll({ units }: OverlapInput, context: ExampleContext): number {
  return context.running("computing", () => compute(units, 0));
}
