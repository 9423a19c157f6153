// payload on fibers.
//
// Start: one fiber for the other task in every round, on the same thread. Cancel: interruption, between two rounds. Fail:
// errors are typed; this effect cannot fail. Cost: one fiber per round, and what moving the bytes costs: nothing but the
// copies, because both fibers see the same memory.
import type { PayloadInput, PayloadOutput } from "@byturns/spec/payload";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import { waiting } from "./internal/spans.ts";

/** Sends the bytes there and back in every round. */
export const payload = Effect.fnUntraced(function* ({
  bytes,
  rounds,
  by,
}: PayloadInput): Effect.fn.Return<PayloadOutput> {
  let buffer: ArrayBuffer = new ArrayBuffer(bytes);
  for (let round = 0; round < rounds; round++) {
    const other = yield* Effect.forkChild(stamp(moved(buffer, by), by));
    buffer = yield* Fiber.join(other).pipe(waiting("round"));
  }
  const view = new Uint8Array(buffer);
  return { bytes: view.length, first: view[0] ?? 0, last: view.at(-1) ?? 0 };
});

/** The other task: the bytes it receives are its own, unless they are shared. */
function stamp(buffer: ArrayBuffer, by: PayloadInput["by"]): Effect.Effect<ArrayBuffer> {
  return Effect.sync(() => {
    const view = new Uint8Array(buffer);
    view[0] = (view[0] ?? 0) + 1;
    view[view.length - 1] = (view.at(-1) ?? 0) + 1;
    return moved(buffer, by);
  });
}

function moved(buffer: ArrayBuffer, by: PayloadInput["by"]): ArrayBuffer {
  if (by === "copied") return buffer.slice(0);
  return by === "transferred" ? buffer.transfer() : buffer;
}
