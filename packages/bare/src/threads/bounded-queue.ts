// The same queue in shared memory; each party is one task on a thread.
import { BoundedQueue } from "@byturns/threads/bounded-queue";
import type { Pool } from "../pool.ts";
import type { tasks } from "./bounded-queue.worker.ts";

export const worker = new URL("./bounded-queue.worker.ts", import.meta.url);
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

interface Input {
  readonly producers: number;
  readonly consumers: number;
  readonly itemsEach: number;
  readonly bound: number;
}

export async function run({ producers, consumers, itemsEach, bound }: Input, threads: Pool<typeof tasks>) {
  const queue = new BoundedQueue(bound);
  const { memory } = queue;
  const consume = () => threads.run("consume", memory);
  const produce = (_: unknown, producer: number) =>
    threads.run("produce", { first: producer * itemsEach, items: itemsEach, memory });
  const consumed = Promise.all(Array.from({ length: consumers }, consume));
  await Promise.all(Array.from({ length: producers }, produce));
  queue.close();
  const taken = await consumed;
  const refused = await queue.put(-1).then(
    () => false,
    () => true,
  );
  return { taken, refused, observed: null };
}
