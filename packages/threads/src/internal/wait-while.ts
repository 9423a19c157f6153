// Waiting for shared memory without blocking the thread, so that it goes on hearing what it is told.

/**
 * Waits until somebody notifies `cells[index]`; returns at once when it does not hold `value`, or no longer.
 *
 * @throws the signal's reason when it is aborted before. One who gives up like that stays in the line of the cell, which
 * nobody can leave: notified in vain, it notifies the next.
 */
export async function waitWhile(
  cells: Int32Array<SharedArrayBuffer>,
  index: number,
  value: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const waited = Atomics.waitAsync(cells, index, value);
  if (!waited.async) return;
  if (signal === undefined) {
    await waited.value;
    return;
  }
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => {
    reject(signal.reason);
    waited.value.then(() => Atomics.notify(cells, index, 1));
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await Promise.race([waited.value, promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
