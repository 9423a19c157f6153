// The questions asked of any queue with its consumers.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { OpenQueue } from "@byturns/schedules/properties/bounded-queue";
import type { BoundedQueueInput, BoundedQueueOutput } from "@byturns/spec/bounded-queue";
import type { CostInput, CostOutput } from "../specs/cost.ts";

/** The example. */
export async function runBoundedQueue(
  open: OpenQueue,
  input: BoundedQueueInput,
  context: ExampleContext,
): Promise<BoundedQueueOutput> {
  const { producers, consumers, itemsEach, bound, producerPauseMs, consumerPauseMs, observe } = input;
  const { signal } = context;
  const taken: number[][] = Array.from({ length: consumers }, () => []);
  const queue = open(bound, consumers, async (item, consumer) => {
    taken[consumer]?.push(item);
    if (consumerPauseMs > 0) await sleep(consumerPauseMs, undefined, { signal });
  });
  let peakSize = 0;
  const produce = async (_: unknown, producer: number) => {
    const first = producer * itemsEach;
    for (let item = first; item < first + itemsEach; item++) {
      if (producerPauseMs > 0) await sleep(producerPauseMs, undefined, { signal });
      await context.waiting(`producer ${producer}`, Promise.resolve(queue.put(item)));
      if (observe && queue.size() > peakSize) peakSize = queue.size();
    }
  };
  await Promise.allSettled(Array.from({ length: producers }, produce));
  await queue.close();
  signal.throwIfAborted();
  // A queue that cannot be closed accepts the item, and a consumer works on it.
  const refused = await Promise.resolve(queue.put(-1)).then(
    () => false,
    () => true,
  );
  return { taken, refused, observed: observe ? { peakSize } : null };
}

/** Its cost: one producer, one consumer, many items, and a bound of the queue. */
export async function boundedQueueCost(open: OpenQueue, { items, limit }: CostInput): Promise<CostOutput> {
  let [count, sum] = [0, 0];
  const queue = open(limit, 1, async (item) => {
    count += 1;
    sum += item;
  });
  for (let item = 0; item < items; item++) await queue.put(item);
  await queue.close();
  return { items: count, sum };
}
