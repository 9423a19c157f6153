// A machine that serves, and is gone before it has been greeted.
import * as Layer from "effect/Layer";

process.on("message", ({ ask }: { readonly ask: string }) => {
  if (ask !== "origin") return;
  setImmediate(() => {
    // Meanwhile it answers no message.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    process.exit(7);
  });
});

export const layer = Layer.empty;
