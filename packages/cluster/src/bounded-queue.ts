// bounded-queue on machines.
//
// Start: an item is a message to the queue's entity, of which there is one in the whole cluster; a fiber that finds the queue full or
// empty waits for the answer. Cancel: interruption, sent after the message; an item whose answer is on its way by then is put in all
// the same, or taken and lost. Fail: with QueueClosed, typed. Cost: a message each way per item, twice: to the queue and from it, and
// none if the queue is on the machine that calls.
import { QueueClosed } from "@byturns/fibers/bounded-queue";
import type { BoundedQueueInput, BoundedQueueOutput } from "@byturns/spec/bounded-queue";
import * as Effect from "effect/Effect";
import { type Sharding, sure } from "./internal/cluster.ts";
import { type Places, shareOut } from "./internal/places.ts";
import { Parties, Queues } from "./internal/queues.ts";

export const machine = new URL("./bounded-queue.machine.ts", import.meta.url);

type Entity = ReturnType<Effect.Success<typeof Queues.client>>;

/**
 * A queue of at most `bound` numbers, for every process of the cluster that knows its name. A put waits while it is full and a take
 * while it is empty, in the order in which their messages arrive.
 */
export class BoundedQueue {
  readonly #queue: Entity;

  private constructor(queue: Entity) {
    this.#queue = queue;
  }

  /**
   * Opens a queue, empty; an earlier queue of that name is gone.
   *
   * @param bound how many items it holds at most: an integer >= 1. Dies of a TypeError if it is not a number, and of a RangeError
   * if it is out of bounds.
   */
  static open(name: string, bound: number): Effect.Effect<BoundedQueue, never, Sharding> {
    if (typeof bound !== "number") {
      return Effect.die(new TypeError(`Cannot hold ${String(bound)} items: bound must be a number`));
    }
    if (!Number.isSafeInteger(bound) || bound < 1) {
      return Effect.die(new RangeError(`Cannot hold ${bound} items: bound must be an integer >= 1`));
    }
    return Effect.flatMap(Queues.client, (client) => {
      const queue = client(name);
      return Effect.as(sure(queue.open({ bound })), new BoundedQueue(queue));
    });
  }

  /** Finds queues that other processes opened, by name. */
  static readonly find: Effect.Effect<(name: string) => BoundedQueue, never, Sharding> = Effect.map(
    Queues.client,
    (client) => (name) => new BoundedQueue(client(name)),
  );

  /** The most items that it held at one time. */
  get peakSize(): Effect.Effect<number> {
    return sure(this.#queue.peakSize());
  }

  /**
   * Puts an item in; ends when there was room for it. Fails with QueueClosed when the queue is closed.
   *
   * @example
   * ```ts
   * import { BoundedQueue } from "@byturns/cluster/bounded-queue";
   * import * as Effect from "effect/Effect";
   *
   * export const program = Effect.gen(function* () {
   *   const queue = yield* BoundedQueue.open("lines", 100);
   *   yield* queue.put(1);
   * }); // Effect<void, QueueClosed, Sharding>
   * ```
   */
  put(item: number): Effect.Effect<void, QueueClosed> {
    return Effect.flatMap(sure(this.#queue.put({ item })), (accepted) =>
      accepted ? Effect.void : Effect.fail(new QueueClosed()),
    );
  }

  /** Takes the oldest item out; ends when there is one. Fails with QueueClosed when the queue is closed and empty. */
  get take(): Effect.Effect<number, QueueClosed> {
    return Effect.flatMap(sure(this.#queue.take()), (item) =>
      item === null ? Effect.fail(new QueueClosed()) : Effect.succeed(item),
    );
  }

  /** Accepts no more items, except those that already wait for room. What is in the queue can still be taken out. */
  get close(): Effect.Effect<void> {
    return sure(this.#queue.close());
  }
}

/** Fills and empties a queue until all items are taken. */
export const runBoundedQueue = Effect.fnUntraced(function* (
  input: BoundedQueueInput,
): Effect.fn.Return<BoundedQueueOutput, never, Places | Sharding> {
  const { producers, consumers, itemsEach, bound, producerPauseMs, consumerPauseMs } = input;
  const name = "run";
  const queue = yield* BoundedQueue.open(name, bound);
  const client = yield* Parties.client;
  const share = yield* shareOut(Number.POSITIVE_INFINITY);
  const produce = (_: unknown, number: number) =>
    share((place) =>
      sure(client(place).produce({ queue: name, number, itemsEach, pauseMs: producerPauseMs })),
    );
  const consume = (_: unknown, number: number) =>
    share((place) => sure(client(place).consume({ queue: name, number, pauseMs: consumerPauseMs })));
  const consumed = Effect.forEach(Array.from({ length: consumers }), consume, { concurrency: "unbounded" });
  const produced = Effect.forEach(Array.from({ length: producers }), produce, {
    concurrency: "unbounded",
    discard: true,
  });
  const [taken] = yield* Effect.all([consumed, Effect.andThen(produced, queue.close)], {
    concurrency: "unbounded",
  });
  const refused = yield* Effect.match(queue.put(-1), { onSuccess: () => false, onFailure: () => true });
  return { taken, refused, observed: input.observe ? { peakSize: yield* queue.peakSize } : null };
});
