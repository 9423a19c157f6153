// A copy of the bytes goes to a fiber, and another comes back.
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";

export const run = ({ bytes, rounds }: { readonly bytes: number; readonly rounds: number }) =>
  Effect.gen(function* () {
    let buffer: ArrayBuffer = new ArrayBuffer(bytes);
    for (let round = 0; round < rounds; round++) {
      buffer = yield* Fiber.join(yield* Effect.forkChild(stamp(buffer.slice(0))));
    }
    const view = new Uint8Array(buffer);
    return { bytes: view.length, first: view[0] ?? 0, last: view.at(-1) ?? 0 };
  });

const stamp = (buffer: ArrayBuffer) =>
  Effect.sync(() => {
    const view = new Uint8Array(buffer);
    view[0] = (view[0] ?? 0) + 1;
    view[view.length - 1] = (view.at(-1) ?? 0) + 1;
    return buffer.slice(0);
  });
