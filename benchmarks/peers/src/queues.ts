// Three queues in one form, in which their cost is measured and their properties are tested. Each is loaded by itself.

/** Opens a queue of at most `bound` items with this number of consumers, each of which has one item at a time. */
export type OpenQueue = (
  bound: number,
  consumers: number,
  consume: (item: number, consumer: number) => Promise<void>,
) => {
  put(item: number): Promise<unknown> | undefined;
  size(): number;
  /** Settles when everything is consumed that was put in. */
  close(): Promise<unknown>;
};

/** Ours. */
export async function promises(): Promise<OpenQueue> {
  const { BoundedQueue, QueueClosed } = await import("@byturns/promises/bounded-queue");
  return (bound, consumers, consume) => {
    const queue = new BoundedQueue<number>(bound);
    const work = async (_: unknown, consumer: number) => {
      try {
        for (;;) await consume(await queue.take(), consumer);
      } catch (error) {
        if (!(error instanceof QueueClosed)) throw error;
      }
    };
    const all = Promise.all(Array.from({ length: consumers }, work));
    const close = () => {
      queue.close();
      return all;
    };
    return { put: (item) => queue.put(item), size: () => queue.size, close };
  };
}

/** fastq, the fastest: it has no bound, so a producer that finds it full waits for the item that was put in last. */
export async function fastq(): Promise<OpenQueue> {
  const { promise: makeQueue } = await import("fastq");
  return (bound, consumers, consume) => {
    const work = numbered(consumers, consume);
    let waiting = 0;
    let last: Promise<unknown> = Promise.resolve();
    const queue = makeQueue((item: number) => {
      waiting -= 1;
      return work(item);
    }, consumers);
    const push = (item: number) => {
      waiting += 1;
      last = queue.push(item);
    };
    const put = async (item: number) => {
      while (waiting >= bound) await last;
      push(item);
    };
    return {
      put: (item) => (waiting < bound ? void push(item) : put(item)),
      size: () => waiting,
      close: () => queue.drained(),
    };
  };
}

/** p-queue: `onSizeLessThan` is its way to hold a producer back; between it and `add` another producer can come. */
export async function pQueue(): Promise<OpenQueue> {
  const { default: PQueue } = await import("p-queue");
  return (bound, consumers, consume) => {
    const work = numbered(consumers, consume);
    const queue = new PQueue({ concurrency: consumers });
    const add = (item: number) => void queue.add(() => work(item));
    const put = async (item: number) => {
      await queue.onSizeLessThan(bound);
      add(item);
    };
    return {
      put: (item) => (queue.size < bound ? add(item) : put(item)),
      size: () => queue.size,
      close: () => queue.onIdle(),
    };
  };
}

/** Says which consumer works, which libraries that call a function for each item do not. */
function numbered(
  consumers: number,
  consume: (item: number, consumer: number) => Promise<void>,
): (item: number) => Promise<void> {
  if (consumers === 1) return (item) => consume(item, 0);
  const free = Array.from({ length: consumers }, (_, consumer) => consumer);
  return async (item) => {
    const consumer = free.pop() ?? 0;
    try {
      await consume(item, consumer);
    } finally {
      free.push(consumer);
    }
  };
}
