// Our bounded queue beside fastq, the fastest work queue, and p-queue, with one producer and one consumer.
import { defineExample, type OpenedModel } from "byturns";
import { type CostInput, check, units } from "./cost.ts";
import { fastq, type OpenQueue, pQueue, promises } from "./queues.ts";

const queued = (open: () => Promise<OpenQueue>): OpenedModel<CostInput> => ({
  open,
  async run({ items, limit }, _, openQueue: OpenQueue) {
    let sum = 0;
    const queue = openQueue(limit, 1, async (item) => {
      sum += item;
    });
    for (let item = 0; item < items; item++) await queue.put(item);
    await queue.close();
    return sum;
  },
});

export default defineExample({
  question: "What does a bounded queue itself cost an item?",
  inputs: { bench: { items: 10_000, limit: 64 } },
  units,
  check,
  models: {
    promises: queued(promises),
    fastq: queued(fastq),
    "p-queue": queued(pQueue),
  },
});
