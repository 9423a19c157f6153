// bounded-queue as an example: producers fill a queue while consumers empty it.
import type { BoundedQueueInput, BoundedQueueOutput } from "@byturns/spec/bounded-queue";
import * as Effect from "effect/Effect";
import { BoundedQueue } from "./bounded-queue.ts";
import { waiting } from "./internal/spans.ts";

/** Fills and empties a queue until all items are taken. */
export const runBoundedQueue = Effect.fnUntraced(function* (
  input: BoundedQueueInput,
): Effect.fn.Return<BoundedQueueOutput> {
  const { producers, consumers, itemsEach, bound, producerPauseMs, consumerPauseMs, observe } = input;
  const queue = yield* BoundedQueue.make<number>(bound);
  const taken: number[][] = Array.from({ length: consumers }, () => []);
  let peakSize = 0;
  const produce = Effect.fnUntraced(function* (_: unknown, producer: number) {
    const first = producer * itemsEach;
    const traced = waiting(`producer ${producer}`);
    for (let item = first; item < first + itemsEach; item++) {
      if (producerPauseMs > 0) yield* Effect.sleep(producerPauseMs);
      yield* traced(queue.put(item));
      if (observe && queue.size > peakSize) peakSize = queue.size;
    }
  });
  const consume = Effect.fnUntraced(function* (items: number[], consumer: number) {
    const take = queue.take.pipe(waiting(`consumer ${consumer}`));
    for (;;) {
      items.push(yield* take);
      if (consumerPauseMs > 0) yield* Effect.sleep(consumerPauseMs);
    }
  });
  const consumed = Effect.forEach(
    taken,
    (items, consumer) => Effect.catchTag(consume(items, consumer), "QueueClosed", () => Effect.void),
    { concurrency: "unbounded", discard: true },
  );
  const produced = Effect.forEach(Array.from({ length: producers }), produce, {
    concurrency: "unbounded",
    discard: true,
  });
  yield* Effect.all([consumed, Effect.orDie(Effect.andThen(produced, queue.close))], {
    concurrency: "unbounded",
    discard: true,
  });
  const refused = yield* Effect.match(queue.put(-1), { onSuccess: () => false, onFailure: () => true });
  return { taken, refused, observed: observe ? { peakSize } : null };
});
