// overlap on promises.
//
// Start: both are called, then awaited together. Cancel: the signal is checked after each chunk and each slice. Fail:
// the first failure stops the other task, which is awaited before the caller gets the failure. Cost: one turn of the
// event loop per chunk and per slice; reading waits on a thread of the runtime, but computing here occupies the only
// thread.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { OverlapInput, OverlapOutput } from "@byturns/spec/overlap";

/** Digests a file and computes. Rejects when the file cannot be read, and when the context's signal is aborted. */
export async function overlap(input: OverlapInput, context: ExampleContext): Promise<OverlapOutput> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const digesting = () => digestFile(input, context, signal);
  const computing = () => computeInSlices(input, context, signal);
  if (input.order === "one-after-other") return { ...(await digesting()), computed: await computing() };
  const parts = [digesting(), computing()] as const;
  try {
    const [digested, computed] = await Promise.all(parts);
    return { ...digested, computed };
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(parts);
    throw error;
  }
}

async function digestFile({ path, chunkBytes }: OverlapInput, context: ExampleContext, signal: AbortSignal) {
  signal.throwIfAborted();
  const hash = createHash("sha256");
  const chunk = new Uint8Array(chunkBytes);
  await using file = await open(path);
  for (let bytes = 0; ; ) {
    const { bytesRead } = await context.waiting("file", file.read(chunk, 0, chunkBytes));
    signal.throwIfAborted();
    if (bytesRead === 0) return { bytes, digest: hash.digest("hex") };
    bytes += bytesRead;
    context.running("file", () => hash.update(chunk.subarray(0, bytesRead)));
  }
}

async function computeInSlices(
  { units, sliceUnits }: OverlapInput,
  context: ExampleContext,
  signal: AbortSignal,
) {
  let computed = 0;
  for (let done = 0; done < units; done += sliceUnits) {
    signal.throwIfAborted();
    const slice = Math.min(sliceUnits, units - done);
    computed = context.running("computing", () => compute(slice, computed));
    await context.waiting("computing", nextTurn());
  }
  return computed;
}
