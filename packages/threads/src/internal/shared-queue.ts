// A queue of tasks in shared memory: one thread offers, many take, whoever is free first; no message is posted.
//
// Each task lies in a slot from when it is offered until its answer is fetched: its argument first, then its result in the
// same place. A slot's state says whose move it is, and every move that two could make at one time is one
// compare-and-exchange of that state: two takers, or a taker and the offerer who withdraws. A line of slot numbers keeps
// the order. Whoever ends in the middle leaves a state behind that the others understand: a slot it had begun names it, and
// the line's front is moved on by anyone who finds a slot there that is not to be taken.
//
// Nobody waits in here. A side that has nothing to do looks again for some turns of its loop, then says that it is to be
// told, looks a last time, and gets a message; the offerer not before the line is short, where it likes. So the event loop of every thread goes on, and hears of
// cancellation; measured against `Atomics.wait` after a spin, a round trip that is looked for took 1.2 µs for 0.7 on Node,
// and one that is slept through a message's time for two thirds of it.
import { readSmall, writeSmall } from "./small-values.ts";

/** The queue, as it is handed from thread to thread. */
export interface SharedQueue {
  /** Counters, then the line, then of each slot its state, whose it is, its task, and whether a value lies in it. */
  readonly cells: Int32Array<SharedArrayBuffer>;
  readonly bytes: DataView<SharedArrayBuffer>;
}

/** How many tasks are handed out at once; the pool keeps the others. A power of 2, for the counters run on and wrap. */
export const slotCount = 64;
const slotBytes = 512;

const counter = { offered: 0, taken: 1, answered: 2, callAt: 3, lookers: 4 };
const lineAt = 5;
const stateAt = lineAt + slotCount;
const idAt = stateAt + slotCount;
const taskAt = idAt + slotCount;
const smallAt = taskAt + slotCount;

/**
 * A slot that is `withdrawn` stays so until its place in the line is passed: free before that, its next task would stand in
 * that place, before those that were offered earlier. `begun` and above: by the thread with the number that is left when
 * `begun` is taken off.
 */
const state = { free: 0, offered: 1, answered: 2, withdrawn: 3, begun: 4 };

/** An argument that never lies in a slot. */
export const byMessage = Symbol("by message");

/** Makes an empty queue. */
export function makeSharedQueue(): SharedQueue {
  const queue = {
    cells: new Int32Array(new SharedArrayBuffer(4 * (smallAt + slotCount))),
    bytes: new DataView(new SharedArrayBuffer(slotCount * slotBytes)),
  };
  lookForAnswers(queue);
  return queue;
}

/**
 * Puts a task in line: what it is known by on both sides, its number among the tasks that are served, its argument. One that
 * is not small stays behind: who takes the task finds `hasValue` false, and asks.
 *
 * @returns its slot; -1 when none is free, or when withdrawn tasks fill the line behind one that nobody has begun.
 */
export function offerTask(
  { cells, bytes }: SharedQueue,
  id: number,
  task: number,
  argument: unknown,
): number {
  const offered = cells[counter.offered] as number;
  let slot = findSlot(cells, offered);
  if (slot < 0) {
    passPlaces(cells, offered);
    slot = findSlot(cells, offered);
    if (slot < 0) return -1;
  }
  cells[idAt + slot] = id;
  cells[taskAt + slot] = task;
  cells[smallAt + slot] = put(bytes, slot, argument) ? 1 : 0;
  Atomics.store(cells, stateAt + slot, state.offered);
  cells[lineAt + (offered & (slotCount - 1))] = slot;
  Atomics.store(cells, counter.offered, (offered + 1) | 0);
  return slot;
}

/** A slot that is free, where the line has room for it too; else -1. */
function findSlot(cells: SharedQueue["cells"], offered: number): number {
  if (((offered - Atomics.load(cells, counter.taken)) | 0) >= slotCount) return -1;
  let slot = offered & (slotCount - 1);
  for (let tried = 0; Atomics.load(cells, stateAt + slot) !== state.free; tried++) {
    if (tried === slotCount) return -1;
    slot = (slot + 1) & (slotCount - 1);
  }
  return slot;
}

/** Takes the first task in line for the thread of this number (>= 0). Returns its slot; -1 when there is none. */
export function takeTask({ cells }: SharedQueue, thread: number): number {
  for (;;) {
    const taken = Atomics.load(cells, counter.taken);
    if (taken === Atomics.load(cells, counter.offered)) return -1;
    const slot = Atomics.load(cells, lineAt + (taken & (slotCount - 1)));
    const was = Atomics.compareExchange(cells, stateAt + slot, state.offered, state.begun + thread);
    passPlace(cells, taken, slot, was);
    if (was === state.offered) return slot;
  }
}

/** The offerer passes what is not to be taken: all takers may be busy, and nobody else would make room. */
function passPlaces(cells: SharedQueue["cells"], offered: number): void {
  for (;;) {
    const taken = Atomics.load(cells, counter.taken);
    if (taken === offered) return;
    const slot = Atomics.load(cells, lineAt + (taken & (slotCount - 1)));
    const now = Atomics.load(cells, stateAt + slot);
    if (now === state.offered) return;
    passPlace(cells, taken, slot, now);
  }
}

/** Passes the first place in the line; what was withdrawn there is free when the line has moved on. */
function passPlace(cells: SharedQueue["cells"], taken: number, slot: number, was: number): void {
  // Exchanged, not stored: another may have passed it meanwhile, and the slot have been offered again.
  if (was === state.withdrawn) Atomics.compareExchange(cells, stateAt + slot, state.withdrawn, state.free);
  Atomics.compareExchange(cells, counter.taken, taken, (taken + 1) | 0);
}

/** How many tasks stand in line; withdrawn ones count until somebody passes them. */
export function inLine({ cells }: SharedQueue): number {
  return (Atomics.load(cells, counter.offered) - Atomics.load(cells, counter.taken)) | 0;
}

/** Takes a task out of the line again; false when it was begun. */
export function withdrawTask({ cells }: SharedQueue, slot: number): boolean {
  return Atomics.compareExchange(cells, stateAt + slot, state.offered, state.withdrawn) === state.offered;
}

/** The number of the thread that began the task in a slot; undefined when none did, or it was answered. */
export function begunBy({ cells }: SharedQueue, slot: number): number | undefined {
  const now = Atomics.load(cells, stateAt + slot);
  return now >= state.begun ? now - state.begun : undefined;
}

/** What the task in a slot is known by. */
export function idIn({ cells }: SharedQueue, slot: number): number {
  return cells[idAt + slot] as number;
}

/** The number of the task in a slot, among those that are served. */
export function taskIn({ cells }: SharedQueue, slot: number): number {
  return cells[taskAt + slot] as number;
}

/** Whether an argument lies in a slot, or has to be asked for. */
export function hasValue({ cells }: SharedQueue, slot: number): boolean {
  return cells[smallAt + slot] === 1;
}

/** The argument of a task that was taken, or the result of one that was answered. */
export function valueIn({ bytes }: SharedQueue, slot: number): unknown {
  return readSmall(bytes, slot * slotBytes);
}

/**
 * Answers a task that the thread of this number has begun; false, and nothing is done, when its result is not small, or when
 * the thread was given up, does not know it yet, and the slot is no longer its own.
 */
export function answerTask(
  { cells, bytes }: SharedQueue,
  thread: number,
  slot: number,
  result: unknown,
): boolean {
  const begun = state.begun + thread;
  if (Atomics.load(cells, stateAt + slot) !== begun || !put(bytes, slot, result)) return false;
  if (Atomics.compareExchange(cells, stateAt + slot, begun, state.answered) !== begun) return false;
  Atomics.add(cells, counter.answered, 1);
  return true;
}

/** Writes a value into a slot; false when it is not small. */
function put(bytes: SharedQueue["bytes"], slot: number, value: unknown): boolean {
  const from = slot * slotBytes;
  try {
    return writeSmall(bytes, from, from + slotBytes, value) >= 0;
  } catch {
    // A getter threw. So it does when the value is sent, and there is one who is told.
    return false;
  }
}

/** Changes with every answer. */
export function answersSeen({ cells }: SharedQueue): number {
  return Atomics.load(cells, counter.answered);
}

/** Whether the result of a task lies in its slot. */
export function isAnswered({ cells }: SharedQueue, slot: number): boolean {
  return Atomics.load(cells, stateAt + slot) === state.answered;
}

/** Gives a slot back, whose answer was fetched, or whose thread has ended. */
export function freeSlot({ cells }: SharedQueue, slot: number): void {
  Atomics.store(cells, stateAt + slot, state.free);
}

/** In place of a length: the offerer looks by itself. */
const looking = -1;

/** The offerer looks for answers by itself, and is not to be told of any. */
export function lookForAnswers({ cells }: SharedQueue): void {
  Atomics.store(cells, counter.callAt, looking);
}

/**
 * The offerer is to be told of the next answer after which at most so many tasks stand in line, `slotCount` for any; it has to
 * look once more after that.
 */
export function awaitCall({ cells }: SharedQueue, mostInLine: number): void {
  Atomics.store(cells, counter.callAt, mostInLine);
}

/** Says, to one caller only, that the offerer is to be told of an answer. */
export function callOfferer(queue: SharedQueue): boolean {
  const { cells } = queue;
  const callAt = Atomics.load(cells, counter.callAt);
  if (callAt === looking || inLine(queue) > callAt) return false;
  return Atomics.exchange(cells, counter.callAt, looking) !== looking;
}

/** What a taker does, in a cell of its own. */
export type TakerCell = Int32Array<SharedArrayBuffer>;
const taker = { busy: 0, looking: 1, away: 2 };

/** Makes the cell of a taker, which is busy until it looks for the first time. */
export function makeTaker(): TakerCell {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** The taker says what it does; `away`, it has to look once more after that. */
export function becomeTaker(cell: TakerCell, what: keyof typeof taker): void {
  Atomics.store(cell, 0, taker[what]);
}

/** Whether a taker will look by itself soon. */
export function looks(cell: TakerCell): boolean {
  return Atomics.load(cell, 0) === taker.looking;
}

/**
 * Whether the taker of this number may look in vain, beside at most `most - 1` others. One who may not leaves, and is told by a
 * message. Numbers that are alike in their last 5 bits count as one.
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

/** Makes room for another who looks: a taker has found something or leaves, or its thread has ended. */
export function lookNoMore({ cells }: SharedQueue, thread: number): void {
  const mine = 1 << (thread & 31);
  if ((Atomics.load(cells, counter.lookers) & mine) !== 0) Atomics.and(cells, counter.lookers, ~mine);
}

function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Says, once, that a taker is to be told that there is something to take. */
export function callTaker(cell: TakerCell): boolean {
  return Atomics.compareExchange(cell, 0, taker.away, taker.busy) === taker.away;
}
