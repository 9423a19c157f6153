// The thread's side of bounded-queue: producers and consumers, which meet in shared memory.
import { setTimeout as sleep } from "node:timers/promises";
import type { BoundedQueueInput } from "@byturns/spec/bounded-queue";
import type { Stage } from "@byturns/stage";
import { BoundedQueue, QueueClosed, type QueueMemory } from "./bounded-queue.ts";
import { atLeast } from "./internal/at-least.ts";
import { serve } from "./internal/serve.ts";

interface Producer extends BoundedQueueInput {
  readonly producer: number;
  readonly memory: QueueMemory;
  readonly peakSize: Int32Array<SharedArrayBuffer>;
}

interface Consumer extends BoundedQueueInput {
  readonly consumer: number;
  readonly memory: QueueMemory;
}

export const tasks = { produce, consume };
serve(tasks);

async function produce(asked: Producer, stage: Stage): Promise<void> {
  const { producer, itemsEach, producerPauseMs, memory, peakSize } = asked;
  const { signal } = stage;
  const queue = new BoundedQueue(memory);
  const first = producer * itemsEach;
  for (let item = first; item < first + itemsEach; item++) {
    if (producerPauseMs > 0) await sleep(producerPauseMs, undefined, { signal });
    await stage.waiting(`producer ${producer}`, queue.put(item, { signal }));
    atLeast(peakSize, queue.size);
  }
}

async function consume(asked: Consumer, stage: Stage): Promise<number[]> {
  const { consumer, consumerPauseMs, memory } = asked;
  const { signal } = stage;
  const queue = new BoundedQueue(memory);
  const items: number[] = [];
  try {
    for (;;) {
      items.push(await stage.waiting(`consumer ${consumer}`, queue.take({ signal })));
      if (consumerPauseMs > 0) await sleep(consumerPauseMs, undefined, { signal });
    }
  } catch (error) {
    if (!(error instanceof QueueClosed)) throw error;
    return items;
  }
}
