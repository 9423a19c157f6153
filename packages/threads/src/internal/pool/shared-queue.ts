// A queue of tasks in shared memory: one thread offers, many take, whichever is free first; no message is posted.
//
// Each task lies in a slot from when it is offered until its answer is fetched: its argument first, then its result in
// the same place. A slot's state determines which side moves next, and every move that two threads could make at one
// time is one compare-and-exchange of that state: two takers, or a taker and the offerer that withdraws. A line of slot
// numbers keeps the order. A thread that ends in the middle leaves a state behind that the others understand: a slot it
// had begun names it, and the line's front is moved on by any thread that finds a slot there that is not to be taken.
//
// No thread waits in here. A side that has nothing to do looks again for some turns of its loop, then asks to be
// called, looks a last time, and gets a message; the offerer not before the line is short, if it likes. So the event
// loop of every thread keeps running, and receives cancellation; measured against `Atomics.wait` after a spin, a round
// trip that is looked for took 1.2 µs instead of 0.7 on Node, and one that is slept through took a message's time
// instead of two thirds of it.
import { readSmall, writeSmall } from "./small-values.ts";

/** The queue, as it is handed from thread to thread. */
export interface SharedQueue {
  /** Counters, then the line, then for each slot its state, its thread, its task, and whether it holds a value. */
  readonly cells: Int32Array<SharedArrayBuffer>;
  readonly bytes: DataView<SharedArrayBuffer>;
}

/** How many tasks are handed out at once; the pool keeps the others. A power of 2, for the counters run on and wrap. */
export const slotCount = 64;
const slotBytes = 512;

/** Where counters lie in the cells of a queue. */
export const counter = { offered: 0, taken: 1, answered: 2, callAt: 3, lookers: 4 };
const lineAt = 5;
const stateAt = lineAt + slotCount;
const idAt = stateAt + slotCount;
const taskAt = idAt + slotCount;
const smallAt = taskAt + slotCount;

/**
 * A slot that is `withdrawn` stays so until its place in the line is passed: free before that, its next task would stand in
 * that place, before those that were offered earlier. From `first` on, three states for each thread: it has taken the task and
 * waits for its argument, it has begun it, or it has ended it and answers in a message.
 */
const state = { free: 0, offered: 1, answered: 2, withdrawn: 3, first: 4 };
const takenIn = (thread: number) => state.first + 3 * thread;
const begunIn = (thread: number) => state.first + 3 * thread + 1;
const doneIn = (thread: number) => state.first + 3 * thread + 2;
const isBegun = (now: number) => now >= state.first && (now - state.first) % 3 === 1;

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
 * Puts a task in line: its id on both sides, its number among the served tasks, its argument. One that is not small
 * stays behind: the thread that takes the task finds `hasValue` false, and asks.
 *
 * @returns its slot; -1 when none is free, or when withdrawn tasks fill the line behind one that no thread has begun.
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

/**
 * Takes the first task in line for the thread of this number (>= 0): begins it where its argument lies in the slot.
 *
 * @returns its slot; -1 when there is none.
 */
export function takeTask({ cells }: SharedQueue, thread: number): number {
  for (;;) {
    const taken = Atomics.load(cells, counter.taken);
    if (taken === Atomics.load(cells, counter.offered)) return -1;
    const slot = Atomics.load(cells, lineAt + (taken & (slotCount - 1)));
    const was = Atomics.compareExchange(cells, stateAt + slot, state.offered, takenIn(thread));
    passPlace(cells, taken, slot, was);
    // The offerer may have withdrawn it in between.
    if (was === state.offered && (cells[smallAt + slot] !== 1 || beginTaken({ cells }, thread, slot)))
      return slot;
  }
}

/** The offerer passes what is not to be taken: all takers may be busy, and no other thread would make room. */
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

/** How many tasks wait in line; withdrawn ones count until a thread passes them. */
export function inLine({ cells }: SharedQueue): number {
  return (Atomics.load(cells, counter.offered) - Atomics.load(cells, counter.taken)) | 0;
}

/** Begins a task that this thread has taken, now that its argument is there; false when it was withdrawn. */
export function beginTaken({ cells }: Pick<SharedQueue, "cells">, thread: number, slot: number): boolean {
  const taken = takenIn(thread);
  return Atomics.compareExchange(cells, stateAt + slot, taken, begunIn(thread)) === taken;
}

/** Takes a task out of the line again; false when a thread has taken it. */
export function withdrawTask({ cells }: SharedQueue, slot: number): boolean {
  return Atomics.compareExchange(cells, stateAt + slot, state.offered, state.withdrawn) === state.offered;
}

/** Takes back a task that a thread has taken and not begun, and frees its slot; false when it has begun. */
export function withdrawTaken({ cells }: SharedQueue, slot: number): boolean {
  const now = Atomics.load(cells, stateAt + slot);
  if (now < state.first || (now - state.first) % 3 !== 0) return false;
  return Atomics.compareExchange(cells, stateAt + slot, now, state.free) === now;
}

/** The thread has ended a task that it answers in a message. */
export function finishByMessage({ cells }: SharedQueue, thread: number, slot: number): void {
  Atomics.compareExchange(cells, stateAt + slot, begunIn(thread), doneIn(thread));
}

/** Whether a task has ended that is answered in a message. */
export function isDone({ cells }: SharedQueue, slot: number): boolean {
  const now = Atomics.load(cells, stateAt + slot);
  return now >= state.first && (now - state.first) % 3 === 2;
}

/** The number of the thread that began the task in a slot; undefined when none did, or it was answered. */
export function begunBy({ cells }: SharedQueue, slot: number): number | undefined {
  const now = Atomics.load(cells, stateAt + slot);
  return isBegun(now) ? (now - state.first - 1) / 3 : undefined;
}

/** The number of the thread that has the task in a slot, begun or not; undefined when none has, or it was answered. */
export function takenBy({ cells }: SharedQueue, slot: number): number | undefined {
  const now = Atomics.load(cells, stateAt + slot);
  return now >= state.first ? Math.floor((now - state.first) / 3) : undefined;
}

/** The id of the task in a slot. */
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
 * Answers the task of this id, which the thread of this number has begun; false, and nothing is done, when its result
 * is not small, or when the thread was given up without its notice, and the slot is no longer its own.
 */
export function answerTask(
  { cells, bytes }: SharedQueue,
  thread: number,
  slot: number,
  id: number,
  result: unknown,
): boolean {
  const begun = begunIn(thread);
  if (Atomics.load(cells, stateAt + slot) !== begun || cells[idAt + slot] !== id) return false;
  if (!put(bytes, slot, result)) return false;
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
    // A getter threw. It throws again when the value is sent, and the error reaches the caller then.
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

/** Instead of a length: the offerer looks by itself. */
const looking = -1;

/** The offerer looks for answers by itself, and need not be called. */
export function lookForAnswers({ cells }: SharedQueue): void {
  Atomics.store(cells, counter.callAt, looking);
}

/**
 * The offerer is to be called at the next answer after which at most this many tasks wait in line, `slotCount` for any;
 * it has to look once more after that.
 */
export function awaitCall({ cells }: SharedQueue, mostInLine: number): void {
  Atomics.store(cells, counter.callAt, mostInLine);
}

/** Whether this thread is to call the offerer; true for one thread only. */
export function callOfferer(queue: SharedQueue): boolean {
  const { cells } = queue;
  const callAt = Atomics.load(cells, counter.callAt);
  if (callAt === looking || inLine(queue) > callAt) return false;
  return Atomics.exchange(cells, counter.callAt, looking) !== looking;
}
