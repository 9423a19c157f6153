// bounded-queue on threads, as an example: producers and consumers on threads around a `BoundedQueue`.
import type { ExampleContext } from "@byturns/context";
import type { BoundedQueueInput, BoundedQueueOutput } from "@byturns/spec/bounded-queue";
import { BoundedQueue, QueueClosed } from "./bounded-queue.ts";
import type { tasks as served } from "./bounded-queue.worker.ts";
import type { Pool } from "./internal/pool.ts";

export const worker = new URL("./bounded-queue.worker.ts", import.meta.url);
/** A machine under load may take its time to answer. Producers and consumers that wait must not keep others from coming. */
export const pool = { graceMs: 2_000, tasksPerThread: Number.POSITIVE_INFINITY, memory: peakMemory };

/** Has the producers fill and the consumers empty a queue. Rejects when the context's signal is aborted. */
export async function runBoundedQueue(
  input: BoundedQueueInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<BoundedQueueOutput> {
  const { producers, consumers, bound, observe } = input;
  const { signal } = context;
  const peakSize = threads.memory as ReturnType<typeof peakMemory>;
  peakSize[0] = 0;
  const queue = new BoundedQueue(bound);
  const { memory } = queue;
  const consumed = Promise.allSettled(
    Array.from({ length: consumers }, (_, consumer) =>
      threads.run("consume", { ...input, consumer, memory }, { signal }),
    ),
  );
  const produced = await Promise.allSettled(
    Array.from({ length: producers }, (_, producer) =>
      threads.run("produce", { ...input, producer, memory }, { signal }),
    ),
  );
  queue.close();
  const ended = await consumed;
  signal.throwIfAborted();
  for (const party of [...produced, ...ended]) if (party.status === "rejected") throw party.reason;
  const taken = ended.flatMap((party) => (party.status === "fulfilled" ? [party.value] : []));
  const refused = await queue.put(-1).then(
    () => false,
    (error: unknown) => error instanceof QueueClosed,
  );
  return { taken, refused, observed: observe ? { peakSize: Atomics.load(peakSize, 0) } : null };
}

function peakMemory(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4));
}
