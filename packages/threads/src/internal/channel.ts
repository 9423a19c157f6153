// A bounded queue of integers in shared memory, between one task that gives and one that takes: neither needs a lock,
// and each waits without blocking its thread.
import { waitWhile } from "./wait-while.ts";

/** The whole state of a channel: pass it to another thread, and make a channel from it there. */
export interface ChannelMemory {
  readonly numbers: Int32Array<SharedArrayBuffer>;
  /** See `at`. */
  readonly state: Int32Array<SharedArrayBuffer>;
}

/** Counts of what was given and taken, which only grow. */
const at = { given: 0, taken: 1 };
/** In both counts, so that a task that waits for either of them to change notices the end. */
const closedBit = 0x8000_0000 | 0;

/** At most 2^31 - 1 numbers go through it in its life. */
export class Channel {
  readonly memory: ChannelMemory;

  /** @param slots how many numbers it holds, an integer >= 1; or the memory of a channel that was made elsewhere. */
  constructor(slots: number | ChannelMemory) {
    const cells = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
    this.memory = typeof slots === "number" ? { numbers: cells(slots), state: cells(2) } : slots;
  }

  /** Waits while there is no room; false when the channel is closed. @throws the signal's reason when it is aborted. */
  async give(number: number, signal: AbortSignal): Promise<boolean> {
    const { numbers, state } = this.memory;
    for (;;) {
      const taken = Atomics.load(state, at.taken);
      const given = Atomics.load(state, at.given);
      if (given < 0 || taken < 0) return false;
      if (given - taken < numbers.length) {
        numbers[given % numbers.length] = number;
        tell(state, at.given);
        return true;
      }
      await waitWhile(state, at.taken, taken, signal);
    }
  }

  /** Waits while there is none; undefined when the channel is closed. @throws the signal's reason when it is aborted. */
  async take(signal: AbortSignal): Promise<number | undefined> {
    const { numbers, state } = this.memory;
    for (;;) {
      const given = Atomics.load(state, at.given);
      const taken = Atomics.load(state, at.taken);
      if (given < 0 || taken < 0) return undefined;
      if (given > taken) {
        const number = numbers[taken % numbers.length];
        tell(state, at.taken);
        return number;
      }
      await waitWhile(state, at.given, given, signal);
    }
  }

  /** From any thread: nothing more goes in or out. */
  close(): void {
    for (const cell of [at.given, at.taken]) {
      Atomics.or(this.memory.state, cell, closedBit);
      Atomics.notify(this.memory.state, cell);
    }
  }
}

/** Added, not stored: a channel that is closed meanwhile stays closed. */
function tell(state: Int32Array<SharedArrayBuffer>, cell: number): void {
  Atomics.add(state, cell, 1);
  Atomics.notify(state, cell, 1);
}
