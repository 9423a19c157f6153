// The same queue; producers put, consumers take until it is closed.
import { BoundedQueue, QueueClosed } from "@byturns/promises/bounded-queue";

interface Input {
  readonly producers: number;
  readonly consumers: number;
  readonly itemsEach: number;
  readonly bound: number;
}

export async function run({ producers, consumers, itemsEach, bound }: Input) {
  const queue = new BoundedQueue<number>(bound);
  const taken: number[][] = Array.from({ length: consumers }, () => []);
  const produce = async (_: unknown, producer: number) => {
    const first = producer * itemsEach;
    for (let item = first; item < first + itemsEach; item++) await queue.put(item);
  };
  const consume = async (items: number[]) => {
    try {
      for (;;) items.push(await queue.take());
    } catch (error) {
      if (!(error instanceof QueueClosed)) throw error;
    }
  };
  const consumed = Promise.all(taken.map(consume));
  await Promise.all(Array.from({ length: producers }, produce));
  queue.close();
  await consumed;
  const refused = await queue.put(-1).then(
    () => false,
    () => true,
  );
  return { taken, refused, observed: null };
}
