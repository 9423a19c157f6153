// The pool's side of the queue in shared memory: puts tasks into it, calls threads that do not look by themselves, and
// fetches the answers.
import type { Worker } from "node:worker_threads";
import { BusyPoller } from "./busy-poller.ts";
import type { Job, JobLine } from "./jobs.ts";
import type { Request } from "./serve.ts";
import {
  answersSeen,
  awaitCall,
  begunBy,
  byMessage,
  callTaker,
  freeSlot,
  inLine,
  isAnswered,
  lookForAnswers,
  lookNoMore,
  looks,
  makeSharedQueue,
  offerTask,
  type SharedQueue,
  slotCount,
  type TakerCell,
  valueIn,
  withdrawTask,
} from "./shared-queue.ts";

/**
 * For so long it rests, and is not told of answers, while the line is long and answers keep coming: to be woken for each takes
 * a core from the threads again and again. An answer may lie for as long.
 */
const restMs = 4;
/** A rest that was shorter took longer to end than it gave to the threads; for a while none is tried again. */
const leastRestMs = 0.25;
const tryEveryMs = 10;
/** A line that short is filled up: what is left in it takes threads longer than it takes to wake, from 20 µs a task on. */
const shortLine = slotCount / 4;

/** What is told to the pool. */
interface Pooling {
  /** A task was answered. */
  readonly settle: (job: Job, value: unknown) => void;
  /** There is room for more. */
  readonly wanting: () => void;
  /** `holds` has changed. */
  readonly holding: () => void;
}

interface Taker {
  readonly cell: TakerCell;
  readonly worker: Worker;
  readonly serving: boolean;
}

/** Tasks that are offered to the threads of a pool. */
export class QueueProducer {
  readonly queue: SharedQueue = makeSharedQueue();
  readonly #pool: Pooling;
  readonly #poller: BusyPoller;
  readonly #jobs: (Job | undefined)[] = Array.from({ length: slotCount }, () => undefined);
  #outstanding = 0;
  #answersSeen = 0;
  #names: readonly string[] = [];
  #holds = false;
  /** Whether there was an answer since it left for the last time. */
  #found = false;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** Of how long a line it is to be told while it rests: one that can be filled up, or that is empty. */
  #short = 0;
  #restsSinceMs = 0;
  #nextRestMs = 0;

  constructor(pool: Pooling) {
    this.#pool = pool;
    this.#poller = new BusyPoller({ look: () => this.#lookOrRest(), leave: () => this.#leave() });
  }

  /** Whether it waits for answers and does not look for them: only a thread that is held keeps the process alive then. */
  get holds(): boolean {
    return this.#holds;
  }

  /** The names of the tasks that the threads serve, in their order. */
  setNames(names: readonly string[]): void {
    this.#names = names;
  }

  /** Offers as many as there is room for, and calls threads for them. */
  offer(line: JobLine, takers: readonly Taker[]): void {
    let offered = 0;
    for (;;) {
      const job = this.#outstanding < slotCount ? line.shift() : undefined;
      if (job === undefined) break;
      const task = this.#names.indexOf(job.task);
      const small = job.transfer.length === 0 && task >= 0;
      const slot = offerTask(this.queue, job.id, task, small ? job.argument : byMessage);
      if (slot < 0) {
        line.unshift(job);
        if (!this.#takeBack(line)) break;
        continue;
      }
      job.where = "offered";
      job.slot = slot;
      this.#jobs[slot] = job;
      this.#outstanding += 1;
      offered += 1;
    }
    this.#short = line.size > 0 ? shortLine : 0;
    if (this.#resting !== undefined) awaitCall(this.queue, this.#short);
    // Before any thread has been called: one that looks by itself may have taken and answered them by now.
    else if (offered > 0) this.wake();
    let uncalled = inLine(this.queue);
    for (const { cell } of takers) if (looks(cell)) uncalled -= 1;
    for (const { cell, worker, serving } of takers) {
      if (uncalled <= 0) break;
      if (!serving || !callTaker(cell)) continue;
      worker.postMessage({ look: true } satisfies Request);
      uncalled -= 1;
    }
  }

  /** Looks for answers from now on. */
  wake(): void {
    lookForAnswers(this.queue);
    if (this.#resting !== undefined) {
      const nowMs = performance.now();
      if (nowMs - this.#restsSinceMs < leastRestMs) this.#nextRestMs = nowMs + tryEveryMs;
    }
    this.#rise();
    this.#poller.wake();
  }

  /** All that are offered, or begun. */
  all(): Job[] {
    return this.#jobs.filter((job) => job !== undefined);
  }

  /** The task that is known by this number; undefined when none of those offered is. */
  jobOf(id: number): Job | undefined {
    return this.#jobs.find((job) => job?.id === id);
  }

  /** The task that lies in a slot. */
  jobIn(slot: number): Job | undefined {
    return this.#jobs[slot];
  }

  /** The number of the thread that has begun a task. */
  begunBy(job: Job): number | undefined {
    return begunBy(this.queue, job.slot);
  }

  /** Takes a task back; false when a thread has begun it. */
  withdraw(job: Job): boolean {
    if (!withdrawTask(this.queue, job.slot)) return false;
    this.#forget(job.slot);
    this.#pool.wanting();
    return true;
  }

  /** Takes back all that no thread has begun. */
  withdrawAll(): Job[] {
    return this.all().filter((job) => this.withdraw(job));
  }

  /** Gives back the slot of a task that was answered by message, or of none. */
  release(job: Job): void {
    if (this.#jobs[job.slot] !== job) return;
    this.#free(job.slot);
    this.#pool.wanting();
  }

  /** Those that a thread has begun, after what was answered has been fetched. */
  begunOn(thread: number): Job[] {
    this.#collect();
    return this.all().filter((job) => this.begunBy(job) === thread);
  }

  /** Gives back the slots of what a thread has begun that is gone. */
  releaseAll(thread: number): Job[] {
    lookNoMore(this.queue, thread);
    const begun = this.begunOn(thread);
    for (const job of begun) this.release(job);
    // It may have been called for a task that it has not begun, and others are to be called for that. Or it was the one that
    // was to tell of an answer, and has not.
    this.#pool.wanting();
    if (this.#outstanding > 0) this.wake();
    return begun;
  }

  /**
   * Puts those that no thread has begun back into the line, in their order: whoever withdraws leaves his place behind one
   * that still waits, and such places may leave no room for another. False when there is none to put back.
   */
  #takeBack(line: JobLine): boolean {
    const back = this.all().filter((job) => withdrawTask(this.queue, job.slot));
    // The numbers of tasks begin again after 31 bits.
    back.sort((a, b) => (b.id - a.id) << 1);
    for (const job of back) {
      this.#forget(job.slot);
      job.where = "queue";
      job.slot = -1;
      line.unshift(job);
    }
    return back.length > 0;
  }

  #free(slot: number): void {
    freeSlot(this.queue, slot);
    this.#forget(slot);
  }

  #forget(slot: number): void {
    this.#jobs[slot] = undefined;
    this.#outstanding -= 1;
    if (this.#outstanding === 0) this.#rise();
  }

  #rise(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    this.#hold(false);
  }

  #rest(): void {
    this.#resting = setTimeout(() => {
      // Where it rested in vain, tasks take long: it is to be told of the next one.
      this.#found = false;
      if (this.#look() && this.#outstanding > 0 && this.#isLong()) this.#rest();
      else this.wake();
    }, restMs).unref();
  }

  #hold(holds: boolean): void {
    if (this.#holds === holds) return;
    this.#holds = holds;
    this.#pool.holding();
  }

  /** To look on while threads have enough to do would keep a core from them. */
  #lookOrRest(): boolean | undefined {
    const found = this.#look();
    if (!found || !this.#isLong() || performance.now() < this.#nextRestMs) return found;
    return this.#leave() || undefined;
  }

  #look(): boolean | undefined {
    if (this.#outstanding === 0) return undefined;
    const seen = answersSeen(this.queue);
    if (seen === this.#answersSeen) return false;
    this.#answersSeen = seen;
    this.#found = true;
    this.#collect();
    return true;
  }

  #collect(): void {
    let some = false;
    for (let slot = 0; slot < slotCount; slot++) {
      const job = this.#jobs[slot];
      if (job === undefined || !isAnswered(this.queue, slot)) continue;
      some = true;
      const value = valueIn(this.queue, slot);
      this.#free(slot);
      this.#pool.settle(job, value);
    }
    // Once, after those who hear of an answer and ask for more.
    if (some) this.#pool.wanting();
  }

  #leave(): boolean | undefined {
    const rests = this.#found && this.#isLong();
    this.#found = false;
    awaitCall(this.queue, rests ? this.#short : slotCount);
    const found = this.#look();
    if (found === false) {
      this.#hold(true);
      if (rests) {
        this.#restsSinceMs = performance.now();
        this.#rest();
      }
    } else lookForAnswers(this.queue);
    return found;
  }

  #isLong(): boolean {
    return inLine(this.queue) > this.#short;
  }
}
