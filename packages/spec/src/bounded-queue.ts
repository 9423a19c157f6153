// bounded-queue: producers and consumers, with back-pressure.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { observe, wrongObservation } from "./tasks.ts";

const parties = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000 }));
const pauseMs = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1_000 }));

export const BoundedQueueInput = Schema.Struct({
  producers: parties,
  consumers: parties,
  /** How many items each producer puts in, before the queue is closed. */
  itemsEach: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
  /** How many items the queue holds at most. */
  bound: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
  /** Before each item. */
  producerPauseMs: pauseMs,
  /** After each item. */
  consumerPauseMs: pauseMs,
  observe,
});

export const BoundedQueueOutput = Schema.Struct({
  /** For each consumer, what it took, in that order. Item `i` of producer `p` is the number `p * itemsEach + i`. */
  taken: Schema.Array(Schema.Array(Schema.Int)),
  /** Whether an item was refused after the queue was closed. */
  refused: Schema.Boolean,
  observed: Schema.NullOr(
    Schema.Struct({
      /** The most items that were in the queue at one time. */
      peakSize: Schema.Int,
    }),
  ),
});

export type BoundedQueueInput = typeof BoundedQueueInput.Type;
export type BoundedQueueOutput = typeof BoundedQueueOutput.Type;

const observed = { producerPauseMs: 0, consumerPauseMs: 0, observe: true };
const timed = { ...observed, observe: false };

export const boundedQueue = defineSpec({
  id: "bounded-queue",
  title: "Bounded queue",
  question: "What does an item cost on its way through a queue that makes the fast wait for the slow?",
  origin: "The producers and consumers of Dijkstra (1965); today every stream with a high-water mark.",
  input: BoundedQueueInput,
  output: BoundedQueueOutput,
  inputs: {
    test: { ...observed, producers: 3, consumers: 2, itemsEach: 5, bound: 2, producerPauseMs: 1 },
    "test-slow-consumers": {
      ...{ ...observed, producers: 2, consumers: 3, itemsEach: 6, bound: 3, consumerPauseMs: 2 },
    },
    "test-one": { ...observed, producers: 1, consumers: 1, itemsEach: 50, bound: 1 },
    "test-none": { ...observed, producers: 2, consumers: 2, itemsEach: 0, bound: 1 },
    bench: { ...timed, producers: 4, consumers: 4, itemsEach: 250, bound: 64 },
    "bench-one": { ...timed, producers: 1, consumers: 1, itemsEach: 1_000, bound: 1 },
  },
  sweeps: {
    bound: {
      parameter: "bound",
      unit: "items",
      values: [1, 4, 16, 64, 256],
      at: (bound): BoundedQueueInput => ({ ...timed, producers: 4, consumers: 4, itemsEach: 250, bound }),
    },
  },
  batch: 1,
  primary: "per-item",
  oneCall: {
    work: "4 producers put 250 items each into a queue that holds 64, and 4 consumers take them.",
    inModel: {
      promises:
        "A ring of slots; a promise where a side waits, a microtask an item. One listener for the whole queue: a signal for each wait takes several times as long (`npm run figures -w benchmarks/peers -- signals`).",
      fibers: "Effect's own bounded queue; a suspension where a side waits.",
      threads:
        "A ring in shared memory; atomic operations an item, and the wake of a thread where a side waits.",
    },
    objections: [
      {
        objection: "Producers and consumers on one thread hand over without any parallelism.",
        answer:
          "Right: on promises and fibers the figure is the cost of handing over; on threads it includes waking another thread, which is what one pays there.",
      },
    ],
  },
  check(input, { taken, refused, observed }) {
    const { producers, consumers, itemsEach, bound } = input;
    const wrong = wrongObservation(input, observed);
    if (taken.length !== consumers) wrong.push(`${taken.length} consumers were seen, not ${consumers}`);
    const times = Array.from({ length: producers * itemsEach }, () => 0);
    taken.forEach((items, consumer) => {
      const last = new Map<number, number>();
      for (const item of items) {
        if (times[item] === undefined) {
          wrong.push(`consumer ${consumer} took ${item}, which nobody put in`);
          continue;
        }
        times[item] += 1;
        const producer = Math.floor(item / itemsEach);
        const before = last.get(producer) ?? -1;
        if (item < before)
          wrong.push(`consumer ${consumer} took ${item} of producer ${producer} after ${before}`);
        last.set(producer, item);
      }
    });
    times.forEach((count, item) => {
      if (count !== 1) wrong.push(`item ${item} was taken ${count} times`);
    });
    if (observed !== null && observed.peakSize > bound)
      wrong.push(`${observed.peakSize} items were in the queue, with a bound of ${bound}`);
    if (!refused) wrong.push("an item went in after the queue was closed");
    return wrong;
  },
  ideal({ producers, consumers, itemsEach, producerPauseMs, consumerPauseMs }) {
    const items = producers * itemsEach;
    return {
      ms: Math.max(itemsEach * producerPauseMs, (items * consumerPauseMs) / consumers),
      why: "the pauses of a producer, or of the consumers, who share the items",
    };
  },
  metrics: [
    {
      id: "per-item",
      title: "Wall time an item",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { producers, itemsEach }) =>
        itemsEach === 0 ? undefined : (wallMs * 1_000) / (producers * itemsEach),
    },
  ],
});
