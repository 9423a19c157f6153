// What those that take tasks from the queue in shared memory do at a moment, so that each is called only when it has to be.
import { counter, type SharedQueue } from "./shared-queue.ts";

/** What a taker does, in a cell of its own. */
export type TakerCell = Int32Array<SharedArrayBuffer>;
const taker = { busy: 0, looking: 1, away: 2 };

/** Makes the cell of a taker, which is busy until it looks for the first time. */
export function makeTaker(): TakerCell {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** Marks what the taker does; after `away` it has to look once more. */
export function becomeTaker(cell: TakerCell, what: keyof typeof taker): void {
  Atomics.store(cell, 0, taker[what]);
}

/** Whether a taker will look by itself soon. */
export function looks(cell: TakerCell): boolean {
  return Atomics.load(cell, 0) === taker.looking;
}

/**
 * Whether the taker of this number may look in vain, beside at most `most - 1` others. One that may not leaves, and is called by
 * a message. Numbers that are alike in their last 5 bits count as one.
 */
export function mayLook({ cells }: SharedQueue, thread: number, most: number): boolean {
  const mine = 1 << (thread & 31);
  for (;;) {
    const lookers = Atomics.load(cells, counter.lookers);
    if ((lookers & mine) !== 0) return true;
    if (ones(lookers) >= most) return false;
    const now = lookers | mine;
    if (Atomics.compareExchange(cells, counter.lookers, lookers, now) === lookers) return true;
  }
}

/** Makes room for another that looks: a taker has found something or leaves, or its thread has ended. */
export function lookNoMore({ cells }: SharedQueue, thread: number): void {
  const mine = 1 << (thread & 31);
  if ((Atomics.load(cells, counter.lookers) & mine) !== 0) Atomics.and(cells, counter.lookers, ~mine);
}

function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Whether a taker is to be called because there is something to take; true once. */
export function callTaker(cell: TakerCell): boolean {
  return Atomics.compareExchange(cell, 0, taker.away, taker.busy) === taker.away;
}
