// A bounded queue in shared memory: one thread offers, one thread takes, and neither posts a message.

/** The queue, as it is handed from thread to thread. */
export interface Ring {
  readonly slots: Uint8Array<SharedArrayBuffer>;
  readonly slotBytes: number;
  /** Counts of what was offered and taken, which only grow and map to slots by their remainder; see `cell`. */
  readonly state: Int32Array<SharedArrayBuffer>;
}

/** `news` changes whenever there is something to wake for, so that no wake-up is missed. */
const cell = { offered: 0, taken: 1, closed: 2, news: 3, called: 4 };

/** Makes a ring of `slots` slots (>= 1), each of the given number of bytes (>= 1). */
export function makeRing(slots: number, slotBytes: number): Ring {
  return {
    slots: new Uint8Array(new SharedArrayBuffer(slots * slotBytes)),
    slotBytes,
    state: new Int32Array(new SharedArrayBuffer(Object.keys(cell).length * Int32Array.BYTES_PER_ELEMENT)),
  };
}

/** Puts a slot's bytes in, or returns false if the ring is full or closed; at most 2^31 - 1 times. Never waits. */
export function offer({ slots, slotBytes, state }: Ring, bytes: Uint8Array): boolean {
  const offered = Atomics.load(state, cell.offered);
  const from = (offered * slotBytes) % slots.length;
  const full = (offered - Atomics.load(state, cell.taken)) * slotBytes >= slots.length;
  if (full || Atomics.load(state, cell.closed) === 1) return false;
  slots.set(bytes, from);
  Atomics.store(state, cell.offered, offered + 1);
  wake(state);
  return true;
}

/** Ends the ring, from either side: nothing is put in any more, and the taker wakes. */
export function closeRing({ state }: Ring): void {
  Atomics.store(state, cell.closed, 1);
  wake(state);
}

/** Calls the taker away from its waiting, to look at something else: it then takes what is in, which may be nothing. */
export function callTaker({ state }: Ring): void {
  Atomics.store(state, cell.called, 1);
  wake(state);
}

/** Whether the taker was called since it asked last. */
export function wasCalled({ state }: Ring): boolean {
  return Atomics.exchange(state, cell.called, 0) === 1;
}

/**
 * Takes all that is in, in order; blocks the thread while nothing is and nobody calls. Undefined when the ring is closed and
 * empty.
 */
export function takeAll({ slots, slotBytes, state }: Ring): Uint8Array | undefined {
  for (;;) {
    const news = Atomics.load(state, cell.news);
    const closed = Atomics.load(state, cell.closed) === 1;
    const taken = Atomics.load(state, cell.taken);
    const bytes = (Atomics.load(state, cell.offered) - taken) * slotBytes;
    if (bytes > 0) {
      const from = (taken * slotBytes) % slots.length;
      const out = new Uint8Array(bytes);
      const first = slots.subarray(from, Math.min(from + bytes, slots.length));
      out.set(first);
      out.set(slots.subarray(0, bytes - first.length), first.length);
      Atomics.store(state, cell.taken, taken + bytes / slotBytes);
      return out;
    }
    if (closed) return undefined;
    if (Atomics.load(state, cell.called) === 1) return new Uint8Array(0);
    Atomics.wait(state, cell.news, news);
  }
}

/** How many slots were put in and not taken; exact once both sides have ended. */
export function leftIn({ state }: Ring): number {
  return Atomics.load(state, cell.offered) - Atomics.load(state, cell.taken);
}

function wake(state: Int32Array<SharedArrayBuffer>): void {
  Atomics.add(state, cell.news, 1);
  Atomics.notify(state, cell.news);
}
