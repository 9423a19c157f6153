// The tasks of the soak: most return, some are thenables that misbehave, some end their thread, some wait to be
// canceled.
import type { ExampleContext } from "@byturns/context";
import { serve } from "@byturns/threads/internal/serve";

/** How often each task was begun, by number. */
let begun: Uint8Array<SharedArrayBuffer>;

export const tasks = { ordinary, hostile, die, wait };
begun = serve(tasks) as Uint8Array<SharedArrayBuffer>;

function ordinary(n: number): number {
  Atomics.add(begun, n, 1);
  return 2 * n;
}

/** Settles twice, throws after it has settled, or resolves with a promise. */
function hostile(n: number): unknown {
  Atomics.add(begun, n, 1);
  return {
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tried.
    then(resolve: (value: unknown) => void) {
      resolve(n % 3 === 0 ? Promise.resolve(2 * n) : 2 * n);
      if (n % 3 === 1) setTimeout(() => resolve("second"), 1);
      if (n % 3 === 2) throw new Error("late");
    },
  };
}

function die(n: number): never {
  Atomics.add(begun, n, 1);
  process.exit(3);
}

function wait(n: number, { signal }: ExampleContext): Promise<never> {
  Atomics.add(begun, n, 1);
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
