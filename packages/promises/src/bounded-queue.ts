// bounded-queue on promises.
//
// Start: an item goes to the consumer that has waited longest, or is kept; a waiting consumer resumes in a microtask.
// Cancel: the signal of a call ends its waiting, and the item was not put in, or none was taken; the signal of the queue
// ends all waiting. Fail: with QueueClosed. Cost: no promise for an item that finds room, one for an item that is taken;
// a ring, so that the length costs nothing. A call with a signal of its own that has to wait takes several times as long
// as one without: listening costs more than the rest.
import { Waiters } from "./internal/waiters.ts";

/** The queue was closed: nothing can be put in, or everything was taken out. */
export class QueueClosed extends Error {
  override readonly name = "QueueClosed";
  readonly _tag = "QueueClosed";
  constructor() {
    super("The queue is closed");
  }
}

export interface BoundedQueueOptions {
  /**
   * Gives up: a call waits no longer for room, or for an item; a queue lets nobody wait, and later calls are rejected as
   * well. Default: a signal that is never aborted.
   */
  readonly signal?: AbortSignal;
}

/**
 * A queue of at most `bound` items. A put waits while it is full and a take while it is empty, in the order of the
 * calls.
 */
export class BoundedQueue<Item> implements AsyncIterable<Item> {
  readonly #bound: number;
  /** A ring of `#capacity` slots, which doubles when it is full, up to the bound, and is small again when it is empty. */
  #slots: (Item | undefined)[] = [];
  #capacity: number;
  readonly #producers = new Waiters<void, Item>();
  readonly #consumers = new Waiters<Item>();
  readonly #signal: AbortSignal | undefined;
  #head = 0;
  #size = 0;
  #closed = false;
  #gaveUp: boolean;

  /**
   * @param bound how many items it holds: an integer >= 1.
   * @param options the signal of the queue, which it listens to until it is closed and nobody waits.
   * @throws TypeError if `bound` is not a number; RangeError if it is out of bounds.
   */
  constructor(bound: number, { signal }: BoundedQueueOptions = {}) {
    if (typeof bound !== "number") {
      throw new TypeError(`Cannot hold ${String(bound)} items: bound must be a number`);
    }
    if (!Number.isSafeInteger(bound) || bound < 1) {
      throw new RangeError(`Cannot hold ${bound} items: bound must be an integer >= 1`);
    }
    this.#bound = bound;
    this.#capacity = Math.min(bound, smallCapacity);
    this.#signal = signal;
    this.#gaveUp = signal?.aborted === true;
    signal?.addEventListener("abort", this.#giveUp);
  }

  /** How many items it holds. */
  get size(): number {
    return this.#size;
  }

  /**
   * Puts an item in, and settles when there was room for it.
   *
   * @throws QueueClosed when the queue is closed; a signal's reason when it is aborted before there is room.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { BoundedQueue } from "@byturns/promises/bounded-queue";
   *
   * const queue = new BoundedQueue<string>(100);
   * await queue.put("line");
   * assert.equal(await queue.take(), "line");
   * ```
   */
  put(item: Item, options?: BoundedQueueOptions): Promise<void> {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#gaveUp) return Promise.reject(this.#signal?.reason);
    if (this.#closed) return Promise.reject(new QueueClosed());
    if (this.#size === this.#bound) return this.#producers.wait(signal, item);
    if (this.#size > 0 || !this.#consumers.next(item)) this.#keep(item);
    return nothing;
  }

  /**
   * Takes the oldest item out, and settles when there is one.
   *
   * @throws QueueClosed when the queue is closed and empty; a signal's reason when it is aborted before there is an item.
   */
  take(options?: BoundedQueueOptions): Promise<Item> {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#gaveUp) return Promise.reject(this.#signal?.reason);
    if (this.#size === 0) {
      return this.#closed ? Promise.reject(new QueueClosed()) : this.#consumers.wait(signal);
    }
    const head = this.#head;
    const item = this.#slots[head] as Item;
    // A producer waits only where the ring has all the slots of the bound, so its item is the next after the last, in the slot
    // that this one leaves.
    const producer = this.#producers.shift();
    this.#slots[head] = producer?.carried;
    this.#head = head + 1 === this.#capacity ? 0 : head + 1;
    if (producer !== undefined) {
      producer.resolve();
      if (this.#closed) this.#listenNoMore();
    } else if (--this.#size === 0) {
      this.#head = 0;
      if (this.#capacity > largeCapacity) this.#rebuild(Math.min(this.#bound, smallCapacity));
    }
    return Promise.resolve(item);
  }

  /** Accepts no more items, except those that already wait for room. What is in the queue can still be taken out. */
  close(): void {
    this.#closed = true;
    this.#consumers.refuse(new QueueClosed());
    this.#listenNoMore();
  }

  /** Takes item after item, until the queue is closed and empty. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, void> {
    try {
      for (;;) yield await this.take();
    } catch (error) {
      if (!(error instanceof QueueClosed)) throw error;
    }
  }

  readonly #giveUp = () => {
    this.#gaveUp = true;
    this.#producers.refuse(this.#signal?.reason);
    this.#consumers.refuse(this.#signal?.reason);
  };

  /** A queue that was closed and is forgotten must not stay reachable from a signal that lives on. */
  #listenNoMore(): void {
    if (this.#producers.size === 0) this.#signal?.removeEventListener("abort", this.#giveUp);
  }

  #keep(item: Item): void {
    if (this.#size === this.#capacity) this.#rebuild(Math.min(this.#bound, 2 * this.#capacity));
    const tail = this.#head + this.#size;
    this.#slots[tail < this.#capacity ? tail : tail - this.#capacity] = item;
    this.#size += 1;
  }

  /** Changes the number of slots; the oldest item moves to the first. */
  #rebuild(capacity: number): void {
    const inOrder = [...this.#slots.slice(this.#head), ...this.#slots.slice(0, this.#head)];
    this.#slots = inOrder.slice(0, this.#size);
    this.#head = 0;
    this.#capacity = capacity;
  }
}

const smallCapacity = 16;
/** An empty queue keeps no more slots than this: those of a burst are given back. */
const largeCapacity = 1_024;
const nothing = Promise.resolve();
