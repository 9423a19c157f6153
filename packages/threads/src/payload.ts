// payload on threads.
//
// Start: the other task is posted to a pool of threads in every round. Cancel: by a message, or before the next round. Fail:
// the failure comes back as data and is rebuilt. Cost: a message each way a round; copied, the bytes are read and written once
// more each way; transferred, they are gone on this side; shared, both sides may write at one time.
import type { PayloadInput, PayloadOutput } from "@byturns/spec/payload";
import type { Stage } from "@byturns/stage";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./payload.worker.ts";

export const worker = new URL("./payload.worker.ts", import.meta.url);

/** Sends the bytes there and back in every round. Rejects when the stage's signal is aborted. */
export async function payload(
  { bytes, rounds, by }: PayloadInput,
  stage: Stage,
  threads: Pool<typeof tasks>,
): Promise<PayloadOutput> {
  let buffer: ArrayBuffer | SharedArrayBuffer =
    by === "shared" ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  for (let round = 0; round < rounds; round++) {
    const transfer = by === "transferred" ? [buffer as ArrayBuffer] : [];
    buffer = await stage.waiting("round", threads.run("stamp", { buffer, by }, { transfer }));
  }
  const view = new Uint8Array(buffer);
  return { bytes: view.length, first: view[0] ?? 0, last: view.at(-1) ?? 0 };
}
