// Calls that threads share: which keys have a call, which threads wait for it, and its outcome.
import { deserialize, serialize } from "node:v8";
import { threadId } from "node:worker_threads";

/** The whole state of the flights: pass it to another thread, and make flights from it there. */
export interface SingleFlightMemory {
  readonly cells: Int32Array<SharedArrayBuffer>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
}

/** How many keys can have a call at once, how many threads can wait for one, and how long keys and results may be. */
const [flightCount, readerCount, mostKeyBytes, mostResultBytes] = [64, 32, 256, 8_192];
/** In `cells`: the thread that is looking through the flights, and where those begin. */
const at = { lock: 0, flights: 1 };
/** Of a flight: its state, its calling thread, the lengths of its key and result, and which threads wait. */
const of = { state: 0, owner: 1, keyBytes: 2, resultBytes: 3, changes: 4, readers: 5 };
const cellsEach = of.readers + readerCount;
const bytesEach = mostKeyBytes + mostResultBytes;
/** `left`: all callers have left, and the call still cleans up. `lost`: its thread has ended. */
const state = { free: 0, flying: 1, done: 2, left: 3, lost: 4 };

/** The failure of a call, in a form that crosses. */
interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A call that is running, and the place of one that waits for it. */
export interface Joined {
  readonly flight: number;
  readonly reader: number;
}

/** The calls running on all threads that share the memory. */
export class SharedFlights<Result> {
  readonly memory: SingleFlightMemory;
  /** What this thread's own calls settled to, until it has read them: the very values, not copies. */
  readonly #made = new Map<number, Promise<Result>>();

  constructor(memory?: SingleFlightMemory) {
    this.memory = memory ?? {
      cells: new Int32Array(new SharedArrayBuffer(4 * (at.flights + flightCount * cellsEach))),
      bytes: new Uint8Array(new SharedArrayBuffer(flightCount * bytesEach)),
    };
  }

  /** Once nothing of an ended thread runs any more: lets the threads that waited for its call make another. */
  reclaim(endedThreadId: number): void {
    const { cells } = this.memory;
    Atomics.compareExchange(cells, at.lock, endedThreadId + 1, 0);
    Atomics.notify(cells, at.lock);
    for (let flight = at.flights; flight < cells.length; flight += cellsEach) {
      for (let reader = flight + of.readers; reader < flight + cellsEach; reader++) {
        if (Atomics.load(cells, reader) === endedThreadId + 1) this.#leave(flight, reader);
      }
      if (Atomics.load(cells, flight + of.owner) !== endedThreadId + 1) continue;
      for (const flown of [state.flying, state.left]) this.#move(flight, flown, state.lost);
      this.#freeIfUnread(flight);
    }
  }

  /** Joins the flight of a key, or begins it; undefined when there is no room for it. */
  async join(
    key: unknown,
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
  ): Promise<Joined | undefined> {
    const { cells, bytes } = this.memory;
    const keyBytes = serialize(key);
    if (keyBytes.length > mostKeyBytes) {
      throw new RangeError(`Cannot share a key of ${keyBytes.length} bytes: there may be ${mostKeyBytes}`);
    }
    for (;;) {
      await this.#lock();
      let [wait, free, joined] = [undefined as number | undefined, undefined as number | undefined, 0];
      let full = false;
      try {
        for (let i = 0; i < flightCount && joined === 0 && wait === undefined && !full; i++) {
          const flight = at.flights + i * cellsEach;
          const now = Atomics.load(cells, flight + of.state);
          if (now === state.free) free ??= i;
          else if (isSame(bytes.subarray(i * bytesEach), cells[flight + of.keyBytes] as number, keyBytes)) {
            if (now === state.flying) {
              const reader = this.#addReader(flight);
              full = reader === undefined;
              if (reader !== undefined && Atomics.load(cells, flight + of.state) === state.flying) {
                return { flight, reader };
              }
              if (reader !== undefined) this.#leave(flight, reader);
            }
            // It is over but for those that still read it, or clean up.
            if (now !== state.flying || !full) wait = flight;
          }
        }
        if (wait === undefined && !full && free !== undefined) {
          const flight = at.flights + free * cellsEach;
          bytes.set(keyBytes, free * bytesEach);
          cells[flight + of.keyBytes] = keyBytes.length;
          Atomics.store(cells, flight + of.owner, threadId + 1);
          const reader = this.#addReader(flight) as number;
          Atomics.store(cells, flight + of.state, state.flying);
          this.#fly(flight, task);
          return { flight, reader };
        }
      } finally {
        this.#unlock();
      }
      if (wait === undefined) return undefined;
      const changes = Atomics.load(cells, wait + of.changes);
      const now = Atomics.load(cells, wait + of.state);
      if (now !== state.free && now !== state.flying) await waitWhile(cells, wait + of.changes, changes);
    }
  }

  /** Makes the call, and stores its outcome where all its callers find it. */
  async #fly(flight: number, task: (signal: AbortSignal) => Result | PromiseLike<Result>): Promise<void> {
    const { cells, bytes } = this.memory;
    const controller = new AbortController();
    let over = false;
    const watch = async () => {
      while (!over) {
        const changes = Atomics.load(cells, flight + of.changes);
        if (!over && Atomics.load(cells, flight + of.state) === state.left) {
          controller.abort(new DOMException("All callers have left", "AbortError"));
          return;
        }
        await waitWhile(cells, flight + of.changes, changes);
      }
    };
    watch();
    let outcome: Uint8Array;
    const made = (async () => task(controller.signal))();
    this.#made.set(flight, made);
    try {
      outcome = pack({ result: await made });
    } catch (error) {
      outcome = packFailure(error);
    }
    over = true;
    bytes.set(outcome, resultAt(flight));
    Atomics.store(cells, flight + of.resultBytes, outcome.length);
    if (!this.#move(flight, state.flying, state.done)) this.#move(flight, state.left, state.free);
    else this.#freeIfUnread(flight);
  }

  /** Waits for the outcome of a call; undefined if its thread has ended. */
  async read(
    { flight, reader }: Joined,
    signal: AbortSignal,
  ): Promise<{ readonly result: Result } | undefined> {
    const { cells, bytes } = this.memory;
    try {
      for (;;) {
        const changes = Atomics.load(cells, flight + of.changes);
        const now = Atomics.load(cells, flight + of.state);
        if (now === state.lost) return undefined;
        if (now === state.done) {
          const made = Atomics.load(cells, flight + of.owner) === threadId + 1 && this.#made.get(flight);
          if (made) return { result: await made };
          const from = resultAt(flight);
          const outcome = deserialize(bytes.slice(from, from + (cells[flight + of.resultBytes] as number)));
          if ("failure" in outcome) throw rebuild(outcome.failure);
          return outcome;
        }
        await waitWhile(cells, flight + of.changes, changes, signal);
      }
    } finally {
      if (Atomics.load(cells, flight + of.owner) === threadId + 1) this.#made.delete(flight);
      if (this.#leave(flight, reader)) await this.#untilFree(flight);
    }
  }

  async #untilFree(flight: number): Promise<void> {
    const { cells } = this.memory;
    for (;;) {
      const changes = Atomics.load(cells, flight + of.changes);
      if (Atomics.load(cells, flight + of.state) !== state.left) return;
      await waitWhile(cells, flight + of.changes, changes);
    }
  }

  #addReader(flight: number): number | undefined {
    const { cells } = this.memory;
    for (let reader = flight + of.readers; reader < flight + cellsEach; reader++) {
      if (Atomics.compareExchange(cells, reader, 0, threadId + 1) === 0) return reader;
    }
    return undefined;
  }

  /** A reader leaves. True when it was the last one of a call that continues, which is to be canceled. */
  #leave(flight: number, reader: number): boolean {
    Atomics.store(this.memory.cells, reader, 0);
    if (this.#isRead(flight)) return false;
    if (this.#move(flight, state.flying, state.left)) return true;
    this.#freeIfUnread(flight);
    return false;
  }

  #isRead(flight: number): boolean {
    const { cells } = this.memory;
    for (let reader = flight + of.readers; reader < flight + cellsEach; reader++) {
      if (Atomics.load(cells, reader) !== 0) return true;
    }
    return false;
  }

  #freeIfUnread(flight: number): void {
    if (this.#isRead(flight)) return;
    for (const over of [state.done, state.lost]) this.#move(flight, over, state.free);
  }

  #move(flight: number, from: number, to: number): boolean {
    const { cells } = this.memory;
    if (Atomics.compareExchange(cells, flight + of.state, from, to) !== from) return false;
    Atomics.add(cells, flight + of.changes, 1);
    Atomics.notify(cells, flight + of.changes);
    return true;
  }

  async #lock(): Promise<void> {
    const { cells } = this.memory;
    for (;;) {
      const held = Atomics.compareExchange(cells, at.lock, 0, threadId + 1);
      if (held === 0) return;
      await waitWhile(cells, at.lock, held);
    }
  }

  #unlock(): void {
    Atomics.store(this.memory.cells, at.lock, 0);
    Atomics.notify(this.memory.cells, at.lock, 1);
  }
}
function resultAt(flight: number): number {
  return ((flight - at.flights) / cellsEach) * bytesEach + mostKeyBytes;
}

function isSame(bytes: Uint8Array, length: number, key: Uint8Array): boolean {
  return length === key.length && key.every((byte, i) => byte === bytes[i]);
}

function pack(outcome: { readonly result: unknown } | { readonly failure: Failure }): Uint8Array {
  const bytes = serialize(outcome);
  if (bytes.length <= mostResultBytes) return bytes;
  throw new RangeError(`Cannot share a result of ${bytes.length} bytes: there may be ${mostResultBytes}`);
}

function packFailure(error: unknown): Uint8Array {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  try {
    const fields = error instanceof Error ? { ...error, cause: error.cause } : { cause: error };
    return pack({ failure: { name, message, stack, fields } });
  } catch {
    // A field that is too large, or that cannot be cloned.
    return pack({ failure: { name, message: message.slice(0, 1_000), stack: undefined, fields: {} } });
  }
}

function rebuild({ name, message, stack, fields }: Failure): Error {
  const isDomException = name === "AbortError" || name === "TimeoutError" || name === "DataCloneError";
  const error = isDomException ? new DOMException(message, name) : new Error(message);
  for (const [key, value] of Object.entries({ name, stack, ...fields })) {
    if (value === undefined) continue;
    const enumerable = key in fields && key !== "cause";
    Object.defineProperty(error, key, { value, enumerable, configurable: true, writable: true });
  }
  return error;
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
  signal?: AbortSignal,
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
