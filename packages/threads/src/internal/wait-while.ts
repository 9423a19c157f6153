// Waiting for shared memory without blocking the thread, so that it keeps receiving messages.

/**
 * Waits until `cells[index]` is notified; returns at once when it does not hold `value`, or no longer.
 *
 * @throws the signal's reason when it is aborted before. A waiter that gives up stays in the line of the cell, which it
 * cannot leave: if notified in vain, it notifies the next.
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
