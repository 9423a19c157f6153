// Queues that call a function for each item do not report which consumer works; the spec needs that.

/** Gives each item to a free consumer; no more items may run than there are consumers. */
export function workersOf(
  consumers: number,
  consume: (item: number, consumer: number) => Promise<void>,
): (item: number) => Promise<void> {
  const free = Array.from({ length: consumers }, (_, consumer) => consumer);
  if (consumers === 1) return (item) => consume(item, 0);
  return async (item) => {
    const consumer = free.pop() ?? 0;
    try {
      await consume(item, consumer);
    } finally {
      free.push(consumer);
    }
  };
}
