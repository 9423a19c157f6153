// What must hold of every bounded queue: fast producers wait for slow consumers.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { equal, onEverySchedule, type Property, so } from "./property.ts";

/** Any implementation of a queue with its consumers. */
export interface WorkedQueue {
  /** Puts an item in; what it returns settles when there was room for it. */
  put(item: number): Promise<unknown> | undefined;
  /** How many items wait in it. */
  size(): number;
  /** Accepts no more items, and settles when all items are done. */
  close(): Promise<unknown>;
}

/** Opens a queue of at most `bound` items with the given number of consumers. */
export type OpenQueue = (
  bound: number,
  consumers: number,
  consume: (item: number, consumer: number) => Promise<void>,
) => WorkedQueue;

/** Inputs of the example. */
export const boundedQueueInput = fc.record({
  producers: fc.integer({ min: 1, max: 3 }),
  consumers: fc.integer({ min: 1, max: 3 }),
  itemsEach: fc.nat(4),
  bound: fc.integer({ min: 1, max: 3 }),
  producerPauseMs: fc.nat(2),
  consumerPauseMs: fc.nat(2),
  observe: fc.constantFrom(true, true, true, false),
});

/** The properties of a queue. */
export function boundedQueueProperties(open: OpenQueue): readonly Property[] {
  const opened = { bound: fc.integer({ min: 1, max: 3 }), consumers: fc.integer({ min: 1, max: 3 }) };
  const producer = fc.array(fc.nat(2), { maxLength: 4 });
  const given = fc.record({ ...opened, producers: fc.array(producer, { maxLength: 3 }), workMs: fc.nat(3) });
  return [
    onEverySchedule(
      "hands on everything once, each producer's in order, and is never above its bound",
      given,
      async ({ bound, consumers, producers, workMs }, schedule) => {
        const taken: number[] = [];
        const busy = new Set<number>();
        const queue = open(bound, consumers, async (item, consumer) => {
          so(!busy.has(consumer), `consumer ${consumer} was given an item while it worked`);
          busy.add(consumer);
          taken.push(item);
          await pause(workMs);
          await schedule.shuffle();
          busy.delete(consumer);
        });
        const produce = async (pauses: readonly number[], who: number) => {
          for (const [i, pauseMs] of pauses.entries()) {
            await pause(pauseMs);
            await schedule.shuffle();
            await queue.put(who * 10 + i);
            so(queue.size() <= bound, `${queue.size()} items were in the queue, with a bound of ${bound}`);
          }
        };
        await Promise.all(producers.map(produce));
        await queue.close();
        const all = producers.flatMap((pauses, who) => pauses.map((_, i) => who * 10 + i));
        equal(
          taken.toSorted((a, b) => a - b),
          all,
          "what was taken",
        );
        producers.forEach((pauses, who) => {
          equal(
            taken.filter((item) => Math.floor(item / 10) === who),
            pauses.map((_, i) => who * 10 + i),
            `what was taken of producer ${who}`,
          );
        });
        equal(busy.size, 0, "consumers that work when it is closed");
      },
    ),
  ];
}
