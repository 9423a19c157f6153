// The thread's side of bounded-queue: producers and consumers, which meet in shared memory.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { BoundedQueueInput } from "@byturns/spec/bounded-queue";
import { BoundedQueue, QueueClosed, type QueueMemory } from "./bounded-queue.ts";
import { atLeast } from "./internal/at-least.ts";
import { serve } from "./internal/serve.ts";

interface Producer extends BoundedQueueInput {
  readonly producer: number;
  readonly memory: QueueMemory;
}

interface Consumer extends BoundedQueueInput {
  readonly consumer: number;
  readonly memory: QueueMemory;
}

export const tasks = { produce, consume };
const peakSize = serve(tasks) as Int32Array<SharedArrayBuffer>;

async function produce(asked: Producer, context: ExampleContext): Promise<void> {
  const { producer, itemsEach, producerPauseMs, memory, observe } = asked;
  const { signal } = context;
  const queue = new BoundedQueue(memory);
  const first = producer * itemsEach;
  const name = `producer ${producer}`;
  for (let item = first; item < first + itemsEach; item++) {
    if (producerPauseMs > 0) await sleep(producerPauseMs, undefined, { signal });
    await context.waiting(name, queue.put(item, { signal }));
    if (observe) atLeast(peakSize, queue.size);
  }
}

async function consume(asked: Consumer, context: ExampleContext): Promise<number[]> {
  const { consumer, consumerPauseMs, memory } = asked;
  const { signal } = context;
  const queue = new BoundedQueue(memory);
  const items: number[] = [];
  const name = `consumer ${consumer}`;
  try {
    for (;;) {
      items.push(await context.waiting(name, queue.take({ signal })));
      if (consumerPauseMs > 0) await sleep(consumerPauseMs, undefined, { signal });
    }
  } catch (error) {
    if (!(error instanceof QueueClosed)) throw error;
    return items;
  }
}
