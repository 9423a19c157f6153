// bounded-queue on fibers.
//
// Start: an item is kept, and the fiber that waits longest takes it; Effect's own Queue. Cancel: interruption ends the
// waiting, and the item was not put in, or none was taken. Fail: with QueueClosed, in the type. Cost: no fiber; a suspension
// where one has to wait.
import type { BoundedQueueInput, BoundedQueueOutput } from "@byturns/spec/bounded-queue";
import * as Effect from "effect/Effect";
import * as Queue from "effect/Queue";
import { waiting } from "./internal/spans.ts";

/** The queue was closed: nothing goes in any more, or everything was taken out. */
export class QueueClosed extends Error {
  override readonly name = "QueueClosed";
  readonly _tag = "QueueClosed";
  constructor() {
    super("The queue is closed");
  }
}

/** A queue that holds so many items at most: who puts in more waits, and so does who finds it empty, in the order of asking. */
export class BoundedQueue<Item> {
  readonly #queue: Queue.Queue<Item, QueueClosed>;

  private constructor(queue: Queue.Queue<Item, QueueClosed>) {
    this.#queue = queue;
  }

  /**
   * Makes a queue.
   *
   * @param bound how many items it holds: an integer >= 1. Dies of a RangeError when it is out of its bounds.
   */
  static make<Item>(bound: number): Effect.Effect<BoundedQueue<Item>> {
    if (!Number.isSafeInteger(bound) || bound < 1) {
      return Effect.die(new RangeError(`Cannot hold ${bound} items: bound must be an integer >= 1`));
    }
    return Effect.map(Queue.bounded<Item, QueueClosed>(bound), (queue) => new BoundedQueue(queue));
  }

  /** How many items it holds. */
  get size(): number {
    return Queue.sizeUnsafe(this.#queue);
  }

  /**
   * Puts an item in, and ends when there was room for it; fails with QueueClosed when the queue is closed.
   *
   * @example
   * ```ts
   * const queue = yield* BoundedQueue.make<string>(100);
   * yield* queue.put("line");
   * ```
   */
  put(item: Item): Effect.Effect<void, QueueClosed> {
    return Effect.flatMap(Queue.offer(this.#queue, item), (accepted) =>
      accepted ? Effect.void : Effect.fail(new QueueClosed()),
    );
  }

  /** Takes the oldest item out, and ends when there is one; fails with QueueClosed when the queue is closed and empty. */
  get take(): Effect.Effect<Item, QueueClosed> {
    return Queue.take(this.#queue);
  }

  /** Lets nothing in any more, but for what already waits for room. What is in can be taken out. */
  get close(): Effect.Effect<void> {
    return Effect.asVoid(Queue.fail(this.#queue, new QueueClosed()));
  }
}

/** Lets the producers fill and the consumers empty a queue. */
export const runBoundedQueue = Effect.fnUntraced(function* (
  input: BoundedQueueInput,
): Effect.fn.Return<BoundedQueueOutput> {
  const { producers, consumers, itemsEach, bound, producerPauseMs, consumerPauseMs, observe } = input;
  const queue = yield* BoundedQueue.make<number>(bound);
  const taken: number[][] = Array.from({ length: consumers }, () => []);
  let peakSize = 0;
  const produce = Effect.fnUntraced(function* (_: unknown, producer: number) {
    const first = producer * itemsEach;
    for (let item = first; item < first + itemsEach; item++) {
      if (producerPauseMs > 0) yield* Effect.sleep(producerPauseMs);
      yield* queue.put(item).pipe(waiting(`producer ${producer}`));
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
