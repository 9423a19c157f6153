// payload on threads.
//
// Start: the other task is posted to a pool of threads in every round; where both share the bytes, once, and then a
// shared cell signals each round. Cancel: by a message, or before the next round. Fail: the failure comes back as data
// and is rebuilt. Cost: a message each way per round; copied, the bytes are read and written once more each way;
// transferred, they are gone on this side, and on Deno and Bun what is received counts as new to the garbage collector,
// which runs sooner the more there is (the same holds for a bare message there, but not on Node); shared, an atomic
// store and a wake each way, and both may write at one time.

import type { ExampleContext } from "@byturns/context";
import type { PayloadInput, PayloadOutput } from "@byturns/spec/payload";
import type { Pool } from "./internal/pool.ts";
import { waitWhile } from "./internal/wait-while.ts";
import type { tasks } from "./payload.worker.ts";

export const worker = new URL("./payload.worker.ts", import.meta.url);

/** Sends the bytes there and back in every round. Rejects when the context's signal is aborted. */
export async function payload(
  { bytes, rounds, by }: PayloadInput,
  context: ExampleContext,
  threads: Pool<typeof tasks>,
): Promise<PayloadOutput> {
  if (by === "shared") return outcome(await share(new SharedArrayBuffer(bytes), rounds, context, threads));
  let buffer = new ArrayBuffer(bytes);
  for (let round = 0; round < rounds; round++) {
    const transfer = by === "transferred" ? [buffer] : [];
    buffer = await context.waiting("round", threads.run("stamp", { buffer, by }, { transfer }));
  }
  return outcome(buffer);
}

async function share(
  buffer: SharedArrayBuffer,
  rounds: number,
  { signal, waiting }: ExampleContext,
  threads: Pool<typeof tasks>,
): Promise<SharedArrayBuffer> {
  const turn = new Int32Array(new SharedArrayBuffer(4));
  const tell = (value: number) => {
    Atomics.store(turn, 0, value);
    Atomics.notify(turn, 0, 1);
  };
  const other = threads.run("stampShared", { buffer, rounds, turn });
  try {
    for (let round = 0; round < rounds; round++) {
      const theirs = 2 * round + 1;
      tell(theirs);
      const back = async () => {
        while (Atomics.load(turn, 0) === theirs) await waitWhile(turn, 0, theirs, signal);
      };
      // It settles early only where it fails.
      await waiting("round", Promise.race([back(), other]));
    }
  } finally {
    // Without effect on one that has done all rounds.
    tell(-1);
    await other;
  }
  return buffer;
}

function outcome(buffer: ArrayBuffer | SharedArrayBuffer): PayloadOutput {
  const view = new Uint8Array(buffer);
  return { bytes: view.length, first: view[0] ?? 0, last: view.at(-1) ?? 0 };
}
