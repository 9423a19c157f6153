// The thread's side of payload: the other task.
import type { PayloadInput } from "@byturns/spec/payload";
import { serve, Transferred } from "./internal/serve.ts";

export const tasks = { stamp, stampShared };
serve(tasks);

interface Sent {
  readonly buffer: ArrayBuffer;
  readonly by: PayloadInput["by"];
}

function stamp({ buffer, by }: Sent): ArrayBuffer | Transferred<ArrayBuffer> {
  stampAll(buffer);
  return by === "transferred" ? new Transferred(buffer, [buffer]) : buffer;
}

interface Shared {
  readonly buffer: SharedArrayBuffer;
  readonly rounds: number;
  /** Odd where it is this task's turn, and below 0 where no turn comes any more. */
  readonly turn: Int32Array<SharedArrayBuffer>;
}

function stampShared({ buffer, rounds, turn }: Shared): void {
  // A thread that is to end does so between two waits; no notification is missed, because the value is looked at first.
  const patienceMs = 20;
  for (let round = 0; round < rounds; round++) {
    const mine = 2 * round + 1;
    for (let now = Atomics.load(turn, 0); now !== mine; now = Atomics.load(turn, 0)) {
      if (now < 0) return;
      Atomics.wait(turn, 0, now, patienceMs);
    }
    stampAll(buffer);
    Atomics.store(turn, 0, mine + 1);
    Atomics.notify(turn, 0, 1);
  }
}

function stampAll(buffer: ArrayBuffer | SharedArrayBuffer): void {
  const view = new Uint8Array(buffer);
  view[0] = (view[0] ?? 0) + 1;
  view[view.length - 1] = (view.at(-1) ?? 0) + 1;
}
