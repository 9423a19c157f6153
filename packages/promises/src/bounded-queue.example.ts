// bounded-queue on promises, as an example: producers and consumers around a `BoundedQueue`.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { BoundedQueueInput, BoundedQueueOutput } from "@byturns/spec/bounded-queue";
import { BoundedQueue, QueueClosed } from "./bounded-queue.ts";

/** Has the producers fill and the consumers empty a queue. Rejects when the context's signal is aborted. */
export async function runBoundedQueue(
  input: BoundedQueueInput,
  context: ExampleContext,
): Promise<BoundedQueueOutput> {
  const { producers, consumers, itemsEach, bound, producerPauseMs, consumerPauseMs, observe } = input;
  const { signal } = context;
  const queue = new BoundedQueue<number>(bound, { signal });
  const taken: number[][] = Array.from({ length: consumers }, () => []);
  let peakSize = 0;
  const produce = async (_: unknown, producer: number) => {
    const name = `producer ${producer}`;
    const first = producer * itemsEach;
    for (let item = first; item < first + itemsEach; item++) {
      if (producerPauseMs > 0) await sleep(producerPauseMs, undefined, { signal });
      await context.waiting(name, queue.put(item));
      if (observe && queue.size > peakSize) peakSize = queue.size;
    }
  };
  const consume = async (items: number[], consumer: number) => {
    const name = `consumer ${consumer}`;
    try {
      for (;;) {
        items.push(await context.waiting(name, queue.take()));
        if (consumerPauseMs > 0) await sleep(consumerPauseMs, undefined, { signal });
      }
    } catch (error) {
      if (!(error instanceof QueueClosed)) throw error;
    }
  };
  const consumed = Promise.allSettled(taken.map(consume));
  await Promise.allSettled(Array.from({ length: producers }, produce));
  queue.close();
  await consumed;
  signal.throwIfAborted();
  const refused = await queue.put(-1).then(
    () => false,
    (error: unknown) => error instanceof QueueClosed,
  );
  return { taken, refused, observed: observe ? { peakSize } : null };
}
