// Permits in shared memory and the line of those that wait for one: what threads share when they share a semaphore.
//
// A permit's cell: 0 while it is free, above 0 the id of the thread that holds it plus 1, below 0 the cell of the line
// that it is skipped for. A cell of the line is taken by one compare-and-exchange, which publishes the waiter; the
// counters of tickets are moved on by any thread that finds them behind. Only one thread at a time matches waiters and
// permits: one that finds another doing so leaves a flag, and continues. `reclaim` repairs every move that an ending
// thread may leave half done.
import { threadId } from "node:worker_threads";

/** The whole state of the permits: pass it to another thread, and make permits from it there. */
export type PermitsMemory = Int32Array<SharedArrayBuffer>;

/** Cells before the permits: see `Semaphore`. */
const at = { permits: 0, most: 1, next: 2, head: 3, matcher: 4, again: 5, permit: 6 };

/** How many can wait in order at one time, a power of 2. More than that wait too, and join when there is room. */
const lineLength = 4_096;
const lineBits = 12;

/** What a cell of the line holds: its round, its thread, and a state. Of a thread's id 20 bits count. */
const state = { empty: 0, waiting: 1, granted: 2, gaveUp: 3 };
const emptyIn = (round: number) => (round & 1_023) << 22;
const roundOf = (ticket: number) => (ticket >>> lineBits) & 1_023;
const me = threadId & 0xf_ffff;

/** Permits that any thread of the process takes and gives back, in the order of the calls. */
export class SharedPermits {
  readonly memory: PermitsMemory;
  readonly #line: number;
  readonly #grants: number;

  /** @param permits how many there are, of at most `most`; or the memory of permits that were made elsewhere. */
  constructor(permits: number | PermitsMemory, most: number) {
    if (typeof permits === "number") {
      this.memory = new Int32Array(new SharedArrayBuffer(4 * (at.permit + most + 2 * lineLength)));
      this.memory[at.permits] = permits;
      this.memory[at.most] = most;
    } else this.memory = permits;
    this.#line = at.permit + this.most;
    this.#grants = this.#line + lineLength;
  }

  /** How many permits there may be. */
  get most(): number {
    return this.memory[at.most] as number;
  }

  /** How many there are now. */
  get permits(): number {
    return Atomics.load(this.memory, at.permits);
  }

  set permits(permits: number) {
    Atomics.store(this.memory, at.permits, permits);
    this.#match();
  }

  /** How many no thread holds. */
  get free(): number {
    let held = 0;
    for (let i = at.permit; i < this.#line; i++) if (Atomics.load(this.memory, i) !== 0) held += 1;
    return Math.max(0, this.permits - held);
  }

  /** Takes a permit, whose number from 0 no other thread has; waits for its turn where it has to, and returns a promise then. */
  take(signal: AbortSignal | undefined): number | Promise<number> {
    const permit = this.#takeFree();
    return permit === undefined ? this.#wait(signal) : permit - at.permit;
  }

  /** Gives a permit back. */
  give(permit: number): void {
    Atomics.store(this.memory, at.permit + permit, 0);
    this.#match();
  }

  /** Frees what a thread holds that has ended, and takes it out of the line. Call it once nothing of it runs any more. */
  reclaim(endedThreadId: number): void {
    const { memory } = this;
    const ended = endedThreadId & 0xf_ffff;
    // It may have been matching: its place is taken until everything is repaired.
    const matched = Atomics.compareExchange(memory, at.matcher, ended + 1, me + 1) === ended + 1;
    for (let cell = this.#line; cell < this.#grants; cell++) this.#leave(cell, ended);
    for (let permit = at.permit; permit < this.#line; permit++) {
      const value = Atomics.load(memory, permit);
      const isHeld = value === ended + 1;
      const isSetAside =
        matched && value < 0 && (Atomics.load(memory, this.#line - value - 1) & 3) !== state.granted;
      if (isHeld || isSetAside) Atomics.compareExchange(memory, permit, value, 0);
    }
    if (matched) Atomics.store(memory, at.matcher, 0);
    this.#match();
  }

  /** A free permit while the line is empty; undefined if there is none. */
  #takeFree(): number | undefined {
    const { memory } = this;
    const head = Atomics.load(memory, at.head);
    if (Atomics.load(memory, this.#cellOf(head)) !== emptyIn(roundOf(head))) return undefined;
    const permit = this.#findFree();
    if (permit === undefined) return undefined;
    return Atomics.compareExchange(memory, permit, 0, me + 1) === 0 ? permit : this.#takeFree();
  }

  #findFree(): number | undefined {
    const { memory } = this;
    const permits = Atomics.load(memory, at.permits);
    let free: number | undefined;
    let held = 0;
    for (let permit = at.permit; permit < this.#line; permit++) {
      if (Atomics.load(memory, permit) !== 0) held += 1;
      else free ??= permit;
      // Where there were never more, one that is free is enough.
      if (held >= permits) return undefined;
      if (free !== undefined && permits === this.#line - at.permit) return free;
    }
    return free;
  }

  async #wait(signal: AbortSignal | undefined): Promise<number> {
    const { memory } = this;
    let cell = this.#join();
    while (cell === undefined) {
      const head = Atomics.load(memory, at.head);
      cell = this.#join();
      if (cell === undefined) await waitWhile(memory, at.head, head, signal);
    }
    const waiting = Atomics.load(memory, cell);
    this.#match();
    try {
      while (Atomics.load(memory, cell) === waiting) await waitWhile(memory, cell, waiting, signal);
    } catch (error) {
      const permit = this.#leave(cell, me);
      if (permit !== undefined) Atomics.store(memory, permit, 0);
      this.#match();
      throw error;
    }
    return this.#takeGranted(cell) - at.permit;
  }

  /** Takes the next cell of the line; undefined when there is none. */
  #join(): number | undefined {
    const { memory } = this;
    for (;;) {
      const ticket = Atomics.load(memory, at.next);
      const cell = this.#cellOf(ticket);
      const empty = emptyIn(roundOf(ticket));
      const value = Atomics.load(memory, cell);
      const joined =
        value === empty &&
        Atomics.compareExchange(memory, cell, empty, empty | (me << 2) | state.waiting) === empty;
      if (!joined && (value & ~0x3f_ffff) !== empty) {
        if (Atomics.load(memory, at.next) === ticket) return undefined;
        continue;
      }
      Atomics.compareExchange(memory, at.next, ticket, (ticket + 1) | 0);
      if (joined) return cell;
    }
  }

  /** A thread gives up waiting in a cell, if it does. Returns the permit that it had been granted meanwhile, now its own. */
  #leave(cell: number, thread: number): number | undefined {
    const { memory } = this;
    for (;;) {
      const value = Atomics.load(memory, cell);
      if (((value >>> 2) & 0xf_ffff) !== thread) return undefined;
      if ((value & 3) === state.granted) {
        const permit = this.#takeGranted(cell);
        if (thread !== me) Atomics.store(memory, permit, 0);
        return permit;
      }
      if ((value & 3) !== state.waiting) return undefined;
      if (Atomics.compareExchange(memory, cell, value, value | state.gaveUp) !== value) continue;
      Atomics.notify(memory, cell);
      return undefined;
    }
  }

  #takeGranted(cell: number): number {
    const { memory } = this;
    const permit = Atomics.load(memory, cell + lineLength);
    Atomics.store(memory, permit, me + 1);
    Atomics.store(memory, cell, emptyIn((Atomics.load(memory, cell) >>> 22) + 1));
    return permit;
  }

  /** Gives permits to the first in the line; or leaves it to the thread that does so at this moment. */
  #match(): void {
    const { memory } = this;
    Atomics.store(memory, at.again, 1);
    while (
      Atomics.load(memory, at.again) === 1 &&
      Atomics.compareExchange(memory, at.matcher, 0, me + 1) === 0
    ) {
      Atomics.store(memory, at.again, 0);
      while (this.#matchFirst());
      Atomics.store(memory, at.matcher, 0);
    }
  }

  /** Whether there may be another to be matched. */
  #matchFirst(): boolean {
    const { memory } = this;
    const head = Atomics.load(memory, at.head);
    const cell = this.#cellOf(head);
    const empty = emptyIn(roundOf(head));
    const value = Atomics.load(memory, cell);
    if (value === empty) return false;
    if ((value & ~0x3f_ffff) === empty && (value & 3) === state.waiting) {
      const permit = this.#findFree();
      if (permit === undefined) return false;
      if (Atomics.compareExchange(memory, permit, 0, this.#line - cell - 1) !== 0) return true;
      Atomics.store(memory, cell + lineLength, permit);
      if (Atomics.compareExchange(memory, cell, value, (value & ~3) | state.granted) !== value) {
        Atomics.store(memory, permit, 0);
        return true;
      }
      Atomics.notify(memory, cell);
    } else if ((value & ~0x3f_ffff) === empty && (value & 3) === state.gaveUp) {
      Atomics.store(memory, cell, emptyIn(roundOf(head) + 1));
    }
    Atomics.store(memory, at.head, (head + 1) | 0);
    // A cell is free again: one of the waiters that found none joins.
    Atomics.notify(memory, at.head, 1);
    return true;
  }

  #cellOf(ticket: number): number {
    return this.#line + (ticket & (lineLength - 1));
  }
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
