// bounded-queue on threads.
//
// Start: an item is written to a ring in shared memory, and a thread that waits is woken. Cancel: the signal ends the
// waiting, which leaves the thread free to notice it, and the item was not put in, or none was taken. Fail: with
// QueueClosed. Cost: a few atomic operations an item; no message, no lock.

/** The queue was closed: nothing can be put in, or everything was taken out. */
export class QueueClosed extends Error {
  override readonly name = "QueueClosed";
  readonly _tag = "QueueClosed";
  constructor() {
    super("The queue is closed");
  }
}

export interface BoundedQueueOptions {
  /** Gives up waiting for room, or for an item. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/** The whole state of a queue: pass it to another thread, and make a queue from it there. */
export interface QueueMemory {
  readonly items: Float64Array<SharedArrayBuffer>;
  /** For each slot, twice the round it is in, and 1 when it is full. */
  readonly rounds: Int32Array<SharedArrayBuffer>;
  /** See `at`. */
  readonly state: Int32Array<SharedArrayBuffer>;
}

/** Counts of items put in and taken, which only grow; and cells that change whenever there is room, or an item. */
const at = { offered: 0, taken: 1, room: 2, item: 3 };
/** What all three runtimes can hold in one buffer: 4 GiB of items. */
const maxBound = 2 ** 29;
/** In the count of items put in, so that none can go in after the queue was closed. */
const closedBit = 0x8000_0000 | 0;

/**
 * A queue of at most `bound` numbers, for any number of threads. A put waits while it is full and a take while it is
 * empty; the first to come gets the room or the item, whether it has waited or not. At most 2^31 - 1 items go through
 * it in its life. A thread that is ended in the middle of an item leaves its slot as it is, and others waiting.
 *
 * Its memory is that of its bound, 12 bytes an item, whatever it holds: threads take and free slots of the ring without a lock,
 * and to let the ring grow they would have to stop one another. Give a bound that is meant, not one that is never reached; for
 * a queue without a bound, let one thread own a list and send it messages.
 */
export class BoundedQueue {
  readonly memory: QueueMemory;

  /**
   * @param bound how many items it holds, an integer from 1 to 2^29, at 12 bytes each from the start; or the memory of a queue
   * that was made elsewhere.
   * @throws RangeError when `bound` is out of bounds, or there is not enough memory for it.
   */
  constructor(bound: number | QueueMemory) {
    if (typeof bound !== "number") {
      this.memory = bound;
      return;
    }
    if (!Number.isInteger(bound) || bound < 1 || bound > maxBound) {
      throw new RangeError(`Cannot hold ${bound} items: bound must be an integer from 1 to ${maxBound}`);
    }
    const cells = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
    const items = new Float64Array(new SharedArrayBuffer(8 * bound));
    this.memory = { items, rounds: cells(bound), state: cells(4) };
  }

  /** How many items it holds, or is about to hold. */
  get size(): number {
    const { state } = this.memory;
    const offered = Atomics.load(state, at.offered) & ~closedBit;
    return Math.max(0, offered - Atomics.load(state, at.taken));
  }

  /**
   * Puts an item in, and settles when there was room for it.
   *
   * @throws TypeError when the item is not a number; QueueClosed when the queue is closed; the signal's reason when it is aborted
   * before there is room.
   * @example
   * ```ts
   * const queue = new BoundedQueue(memory);
   * await queue.put(42);
   * ```
   */
  async put(item: number, options: BoundedQueueOptions = {}): Promise<void> {
    // Before a slot is taken for it: what cannot be held would leave the slot empty forever.
    if (typeof item !== "number") {
      throw new TypeError(`Cannot put in a value of type ${typeof item}: item must be a number`);
    }
    const { signal } = options;
    const { items, state } = this.memory;
    signal?.throwIfAborted();
    for (let waited = false; ; waited = true) {
      const room = Atomics.load(state, at.room);
      if (this.#offer(item)) {
        wake(state, at.item, 1);
        // A waiter may be woken before the room that it needs is next in the ring; so each woken waiter wakes the next
        // while there is more.
        if (waited && this.size < items.length) Atomics.notify(state, at.room, 1);
        return;
      }
      await waitWhile(state, at.room, room, signal);
    }
  }

  /**
   * Takes the oldest item out, and settles when there is one.
   *
   * @throws QueueClosed when the queue is closed and empty; the signal's reason when it is aborted before there is an item.
   */
  async take(options: BoundedQueueOptions = {}): Promise<number> {
    const { signal } = options;
    const { state } = this.memory;
    signal?.throwIfAborted();
    for (let waited = false; ; waited = true) {
      const news = Atomics.load(state, at.item);
      const item = this.#poll();
      const offered = Atomics.load(state, at.offered);
      if (item !== undefined) {
        wake(state, at.room, 1);
        // As in `put`; and after the last item of a closed queue the waiters must be woken for the end.
        if (waited && (offered < 0 || this.size > 0)) Atomics.notify(state, at.item, 1);
        return item;
      }
      if (offered < 0 && (offered & ~closedBit) === Atomics.load(state, at.taken)) {
        Atomics.notify(state, at.item);
        throw new QueueClosed();
      }
      await waitWhile(state, at.item, news, signal);
    }
  }

  /** Accepts no more items; puts that wait for room fail. What is in the queue can still be taken out. */
  close(): void {
    const { state } = this.memory;
    Atomics.or(state, at.offered, closedBit);
    wake(state, at.room, Number.POSITIVE_INFINITY);
    wake(state, at.item, Number.POSITIVE_INFINITY);
  }

  /** Puts an item in, if there is room; the idea is Dmitry Vyukov's queue for many producers and many consumers. */
  #offer(item: number): boolean {
    const { items, rounds, state } = this.memory;
    for (;;) {
      const offered = Atomics.load(state, at.offered);
      if (offered < 0) throw new QueueClosed();
      const slot = offered % items.length;
      const round = 2 * Math.floor(offered / items.length);
      if (Atomics.load(rounds, slot) === (round | 0)) {
        if (Atomics.compareExchange(state, at.offered, offered, offered + 1) !== offered) continue;
        items[slot] = item;
        Atomics.store(rounds, slot, round + 1);
        return true;
      }
      if (Atomics.load(state, at.offered) === offered) return false;
    }
  }

  #poll(): number | undefined {
    const { items, rounds, state } = this.memory;
    for (;;) {
      const taken = Atomics.load(state, at.taken);
      const slot = taken % items.length;
      const round = 2 * Math.floor(taken / items.length);
      if (Atomics.load(rounds, slot) === ((round + 1) | 0)) {
        if (Atomics.compareExchange(state, at.taken, taken, taken + 1) !== taken) continue;
        const item = items[slot];
        Atomics.store(rounds, slot, round + 2);
        return item;
      }
      if (Atomics.load(state, at.taken) === taken) return undefined;
    }
  }
}

function wake(state: Int32Array<SharedArrayBuffer>, index: number, count: number): void {
  Atomics.add(state, index, 1);
  Atomics.notify(state, index, count);
}

/**
 * Waits until `cells[index]` is notified; returns at once when it does not hold `value`, or no longer. The thread is not blocked,
 * and its event loop does not end meanwhile, as it would with `Atomics.waitAsync` alone.
 *
 * @throws the signal's reason when it is aborted before. A waiter that gives up stays in the line of the cell, which it
 * cannot leave: if notified in vain, it notifies the next.
 */
async function waitWhile(
  cells: Int32Array<SharedArrayBuffer>,
  index: number,
  value: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const waited = Atomics.waitAsync(cells, index, value);
  if (!waited.async) return;
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => {
    reject(signal?.reason);
    waited.value.then(() => Atomics.notify(cells, index, 1));
  };
  const held = setInterval(() => {}, 2 ** 30);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await (signal === undefined ? waited.value : Promise.race([waited.value, promise]));
  } finally {
    clearInterval(held);
    signal?.removeEventListener("abort", onAbort);
  }
}
