// bounded-queue on fibers.
//
// Start: a fiber that takes continues when there is an item, and one that puts when there is room, in the order of the calls;
// this is Effect's own Queue. Cancel: interruption ends the waiting, and then the item was not put in, or none was taken. Fail:
// with QueueClosed, typed. Cost: no fiber; a suspension if it has to wait. Memory grows with the items, not with the bound.
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import * as Queue from "effect/Queue";

/** The queue was closed: nothing can be put in, or everything was taken out. */
export class QueueClosed extends Data.TaggedError("QueueClosed") {
  override get message(): string {
    return "The queue is closed";
  }
}

/** A queue of at most `bound` items. A put waits while it is full and a take while it is empty, in the order of the calls. */
export class BoundedQueue<Item> {
  readonly #queue: Queue.Queue<Item, QueueClosed>;

  private constructor(queue: Queue.Queue<Item, QueueClosed>) {
    this.#queue = queue;
  }

  /**
   * Makes a queue.
   *
   * @param bound how many items it holds at most: an integer >= 1. Dies of a TypeError if it is not a number, and of a RangeError
   * if it is out of bounds.
   */
  static make<Item>(bound: number): Effect.Effect<BoundedQueue<Item>> {
    if (typeof bound !== "number") {
      return Effect.die(new TypeError(`Cannot hold ${String(bound)} items: bound must be a number`));
    }
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
   * Puts an item in; ends when there was room for it. Fails with QueueClosed when the queue is closed.
   *
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { BoundedQueue } from "@byturns/fibers/bounded-queue";
   * import * as Effect from "effect/Effect";
   *
   * const program = Effect.gen(function* () {
   *   const queue = yield* BoundedQueue.make<string>(100);
   *   yield* queue.put("line");
   *   return yield* queue.take;
   * }); // Effect<string, QueueClosed>
   * assert.equal(await Effect.runPromise(program), "line");
   * ```
   */
  put(item: Item): Effect.Effect<void, QueueClosed> {
    return Effect.flatMap(Queue.offer(this.#queue, item), (accepted) =>
      accepted ? Effect.void : Effect.fail(new QueueClosed()),
    );
  }

  /** Takes the oldest item out; ends when there is one. Fails with QueueClosed when the queue is closed and empty. */
  get take(): Effect.Effect<Item, QueueClosed> {
    return Queue.take(this.#queue);
  }

  /** Accepts no more items, except those that already wait for room. What is in the queue can still be taken out. */
  get close(): Effect.Effect<void> {
    return Effect.asVoid(Queue.fail(this.#queue, new QueueClosed()));
  }
}
