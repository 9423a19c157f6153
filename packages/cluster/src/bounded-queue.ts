// bounded-queue on machines.
//
// Start: an item is a message to the queue's entity, of which there is one in the whole cluster; whoever finds the queue full
// or empty waits for the answer. Cancel: an interruption, sent after the message; an item whose answer is on its way then is
// put in all the same, or taken and lost. Fail: with QueueClosed, in the type. Cost: a message each way an item, twice: to
// the queue and from it, and none where the queue stands on the machine that asks.
import type { BoundedQueueInput, BoundedQueueOutput } from "@byturns/spec/bounded-queue";
import * as Effect from "effect/Effect";
import { type Sharding, sure } from "./internal/cluster.ts";
import { type Places, shareOut } from "./internal/places.ts";
import { Parties, Queues } from "./internal/queues.ts";

export const machine = new URL("./bounded-queue.machine.ts", import.meta.url);

/** The queue was closed: nothing goes in any more, or everything was taken out. */
export class QueueClosed extends Error {
  override readonly name = "QueueClosed";
  readonly _tag = "QueueClosed";
  constructor() {
    super("The queue is closed");
  }
}

type Entity = ReturnType<Effect.Success<typeof Queues.client>>;

/**
 * A queue of numbers that holds so many of them at most, for everybody in the cluster who knows its name: who puts in more
 * waits, and so does who finds it empty, in the order in which their messages come.
 */
export class BoundedQueue {
  readonly #queue: Entity;

  private constructor(queue: Entity) {
    this.#queue = queue;
  }

  /**
   * Opens a queue, empty; one of that name that was open before is forgotten.
   *
   * @param bound how many items it holds: an integer >= 1. Dies of a RangeError when it is out of its bounds.
   */
  static open(name: string, bound: number): Effect.Effect<BoundedQueue, never, Sharding> {
    if (!Number.isSafeInteger(bound) || bound < 1) {
      return Effect.die(new RangeError(`Cannot hold ${bound} items: bound must be an integer >= 1`));
    }
    return Effect.flatMap(Queues.client, (client) => {
      const queue = client(name);
      return Effect.as(sure(queue.open({ bound })), new BoundedQueue(queue));
    });
  }

  /** Finds queues that were opened elsewhere, by their names. */
  static readonly find: Effect.Effect<(name: string) => BoundedQueue, never, Sharding> = Effect.map(
    Queues.client,
    (client) => (name) => new BoundedQueue(client(name)),
  );

  /** The most items that it has held at one time. */
  get peakSize(): Effect.Effect<number> {
    return sure(this.#queue.peakSize());
  }

  /**
   * Puts an item in, and ends when there was room for it; fails with QueueClosed when the queue is closed.
   *
   * @example
   * ```ts
   * const queue = yield* BoundedQueue.open("lines", 100);
   * yield* queue.put(1);
   * ```
   */
  put(item: number): Effect.Effect<void, QueueClosed> {
    return Effect.flatMap(sure(this.#queue.put({ item })), (accepted) =>
      accepted ? Effect.void : Effect.fail(new QueueClosed()),
    );
  }

  /** Takes the oldest item out, and ends when there is one; fails with QueueClosed when the queue is closed and empty. */
  get take(): Effect.Effect<number, QueueClosed> {
    return Effect.flatMap(sure(this.#queue.take()), (item) =>
      item === null ? Effect.fail(new QueueClosed()) : Effect.succeed(item),
    );
  }

  /** Lets nothing in any more, but for what already waits for room. What is in can be taken out. */
  get close(): Effect.Effect<void> {
    return sure(this.#queue.close());
  }
}

/** Lets the producers fill and the consumers empty a queue. */
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
