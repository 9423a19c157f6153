// A machine that serves, and is gone before anybody has greeted it.
import * as Layer from "effect/Layer";

process.on("message", ({ ask }: { readonly ask: string }) => {
  if (ask !== "origin") return;
  setImmediate(() => {
    // Meanwhile it answers nobody.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    process.exit(7);
  });
});

export const layer = Layer.empty;
