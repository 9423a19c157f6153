// Two threads at one queue at the very same time: calls without a pause between them.
import { BoundedQueue, type QueueMemory } from "../src/bounded-queue.ts";
import { serve } from "../src/internal/serve.ts";

interface Asked {
  readonly memory: QueueMemory;
  readonly from: number;
  readonly count: number;
  /** Counts the threads that are there; no thread begins before both are. */
  readonly gate: Int32Array<SharedArrayBuffer>;
}

export const tasks = { putMany, takeMany };
serve(tasks);

async function putMany({ memory, from, count, gate }: Asked): Promise<void> {
  const queue = new BoundedQueue(memory);
  meet(gate);
  await Promise.all(Array.from({ length: count }, (_, i) => queue.put(from + i)));
}

async function takeMany({ memory, count, gate }: Asked): Promise<number[]> {
  const queue = new BoundedQueue(memory);
  meet(gate);
  return Promise.all(Array.from({ length: count }, () => queue.take()));
}

function meet(gate: Int32Array<SharedArrayBuffer>): void {
  Atomics.add(gate, 0, 1);
  while (Atomics.load(gate, 0) < 2);
}
