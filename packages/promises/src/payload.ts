// payload on promises.
//
// Start: calling an async function runs the other task, on the same thread. Cancel: the signal is checked before the
// first round; the rounds never return to the event loop, so it cannot be aborted meanwhile. Fail: the rejection
// reaches the awaiting caller. Cost: one promise per round, and what moving the bytes costs: nothing but its copies,
// because both tasks see the same memory.

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

/** The other task: the bytes it receives are its own, unless they are shared. */
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
