// payload on promises.
//
// Start: calling an async function runs the other task, on the same thread. Cancel: the signal is looked at before the first
// round; the rounds let no loop turn, so nobody can be heard. Fail: the promise rejects, and whoever awaits it hears. Cost: a
// promise a round, and what moving the bytes costs: nothing but its copies, because both tasks see the same memory.

import type { ExampleContext } from "@byturns/context";
import type { PayloadInput, PayloadOutput } from "@byturns/spec/payload";

/** Sends the bytes there and back in every round. Rejects when the context's signal is aborted. */
export async function payload(
  { bytes, rounds, by }: PayloadInput,
  context: ExampleContext,
): Promise<PayloadOutput> {
  context.signal.throwIfAborted();
  let buffer: ArrayBuffer = new ArrayBuffer(bytes);
  for (let round = 0; round < rounds; round++) {
    buffer = await context.waiting("round", stamp(moved(buffer, by), by));
  }
  const view = new Uint8Array(buffer);
  return { bytes: view.length, first: view[0] ?? 0, last: view.at(-1) ?? 0 };
}

/** The other task: what it is handed is its own, unless it is shared. */
async function stamp(buffer: ArrayBuffer, by: PayloadInput["by"]): Promise<ArrayBuffer> {
  const view = new Uint8Array(buffer);
  view[0] = (view[0] ?? 0) + 1;
  view[view.length - 1] = (view.at(-1) ?? 0) + 1;
  return moved(buffer, by);
}

function moved(buffer: ArrayBuffer, by: PayloadInput["by"]): ArrayBuffer {
  if (by === "copied") return buffer.slice(0);
  return by === "transferred" ? buffer.transfer() : buffer;
}
