/** Blocks the calling thread for `ms` milliseconds without using the processor; the main thread as well. */
export function block(ms: number): void {
  Atomics.wait(nobody, 0, 0, ms);
}

/** A cell that is never notified. */
const nobody = new Int32Array(new SharedArrayBuffer(4));
