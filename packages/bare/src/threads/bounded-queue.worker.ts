// The thread's side of bounded-queue.
import { BoundedQueue, QueueClosed, type QueueMemory } from "@byturns/threads/bounded-queue";
import { serve } from "../serve.ts";

export const tasks = { produce, consume };
serve(tasks);

interface Producer {
  readonly first: number;
  readonly items: number;
  readonly memory: QueueMemory;
}

async function produce({ first, items, memory }: Producer): Promise<void> {
  const queue = new BoundedQueue(memory);
  for (let item = first; item < first + items; item++) await queue.put(item);
}

async function consume(memory: QueueMemory): Promise<number[]> {
  const queue = new BoundedQueue(memory);
  const items: number[] = [];
  try {
    for (;;) items.push(await queue.take());
  } catch (error) {
    if (!(error instanceof QueueClosed)) throw error;
    return items;
  }
}
