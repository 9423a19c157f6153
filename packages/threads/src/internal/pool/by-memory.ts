// Tasks in a queue in shared memory: the pool puts them in, calls threads that do not look by themselves, and fetches answers.
import type { MessagePort } from "node:worker_threads";
import { BusyPoller } from "./busy-poller.ts";
import { isOver, type JobLine } from "./job-line.ts";
import type { Job, PoolThread } from "./pool-thread.ts";
import type { Request } from "./protocol.ts";
import type { SharedSetup } from "./queue-consumer.ts";
import {
  answersSeen,
  awaitCall,
  begunBy,
  byMessage,
  freeSlot,
  inLine,
  isAnswered,
  isDone,
  lookForAnswers,
  makeSharedQueue,
  offerTask,
  type SharedQueue,
  slotCount,
  takenBy,
  valueIn,
  withdrawTaken,
  withdrawTask,
} from "./shared-queue.ts";
import { callTaker, lookNoMore, looks, type TakerCell } from "./takers.ts";
import { pushRun } from "./task-values.ts";
import type { Lost, Transport, TransportEvents } from "./transport.ts";

/**
 * How long it rests, without calls for answers, while the line is long and answers keep coming: to be woken for each
 * takes a core from the threads again and again. An answer may lie for as long.
 */
const restMs = 4;
/** A rest that was shorter took longer to end than it gave to the threads; for a while none is tried again. */
const leastRestMs = 0.25;
const tryEveryMs = 10;
/** The line is refilled at this length: what is left takes threads longer than a wake-up, from 20 µs per task on. */
const shortLine = slotCount / 4;

type Options = Pick<SharedSetup, "tasksPerThread" | "recycleAfter" | "lookers">;

/** Offers tasks to all threads of a pool at once. */
export class MemoryTransport implements Transport {
  readonly queue: SharedQueue = makeSharedQueue();
  readonly #options: Options;
  readonly #events: TransportEvents;
  readonly #poller: BusyPoller;
  readonly #jobs: (Job | undefined)[] = Array.from({ length: slotCount }, () => undefined);
  #nextId: number;
  #outstanding = 0;
  #answersSeen = 0;
  #names: readonly string[] = [];
  #holds = false;
  #found = false;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** The length of the line at which to call it while it rests: one that can be refilled, or an empty one. */
  #short = 0;
  #restsSinceMs = 0;
  #nextRestMs = 0;

  constructor(options: Options, events: TransportEvents, firstId = 1) {
    this.#nextId = firstId;
    this.#options = options;
    this.#events = events;
    this.#poller = new BusyPoller({ look: () => this.#lookOrRest(), leave: () => this.#leave() });
  }

  sharedFor(number: number, cell: TakerCell): SharedSetup {
    return { queue: this.queue, cell, number, ...this.#options };
  }

  served(names: readonly string[]): void {
    this.#names = names;
  }

  dispatch(line: JobLine, threads: readonly Pick<PoolThread, "cell" | "worker" | "serving">[]): void {
    let offered = 0;
    while (this.#outstanding < slotCount) {
      const job = line.shift();
      if (job === undefined) break;
      const task = this.#names.indexOf(job.task);
      const small = job.transfer.length === 0 && task >= 0;
      job.id = this.#nextId;
      const slot = offerTask(this.queue, job.id, task, small ? job.argument : byMessage);
      if (slot < 0) {
        line.unshift([job]);
        if (!this.#takeBack(line)) break;
        continue;
      }
      this.#nextId = (this.#nextId + 1) & 0x7fffffff;
      job.slot = slot;
      this.#jobs[slot] = job;
      this.#outstanding += 1;
      offered += 1;
      if (isOver(job)) this.withdraw(job);
      else job.where = "offered";
    }
    this.#short = line.size > 0 ? shortLine : 0;
    if (this.#resting !== undefined) awaitCall(this.queue, this.#short);
    // Before any thread has been called: one that looks by itself may have taken and answered them by now.
    else if (offered > 0) this.look();
    let uncalled = inLine(this.queue);
    for (const { cell } of threads) if (looks(cell)) uncalled -= 1;
    for (const { cell, worker, serving } of threads) {
      if (uncalled <= 0) break;
      if (!serving || !callTaker(cell)) continue;
      worker.postMessage({ look: true } satisfies Request);
      uncalled -= 1;
    }
  }

  look(): void {
    lookForAnswers(this.queue);
    if (this.#resting !== undefined) {
      const nowMs = performance.now();
      if (nowMs - this.#restsSinceMs < leastRestMs) this.#nextRestMs = nowMs + tryEveryMs;
    }
    this.#rise();
    this.#poller.wake();
  }

  all(): Job[] {
    return this.#jobs.filter((job) => job !== undefined);
  }

  withdraw(job: Job): boolean {
    const { slot } = job;
    if (this.#jobs[slot] !== job) return false;
    if (isDone(this.queue, slot)) this.#free(job);
    else if (!withdrawTask(this.queue, slot) && !withdrawTaken(this.queue, slot)) return false;
    else this.#forget(job);
    this.#events.roomMade();
    return true;
  }

  begunBy(job: Job, threads: readonly PoolThread[]): PoolThread | undefined {
    const by = this.#jobs[job.slot] === job ? begunBy(this.queue, job.slot) : undefined;
    return threads.find(({ number }) => number === by);
  }

  answered({ number }: PoolThread, id: number): Job | undefined {
    const job = this.#jobOf(number, id);
    if (job === undefined) return undefined;
    this.#free(job);
    this.#events.roomMade();
    return job;
  }

  fetch({ number, worker }: PoolThread, id: number): void {
    const job = this.#jobOf(number, id);
    const send = (fetched: number, run: readonly unknown[], transfer: Job["transfer"]) =>
      worker.postMessage({ run, fetched } satisfies Request, transfer as (ArrayBuffer | MessagePort)[]);
    if (job === undefined) {
      send(-1, [], []);
      return;
    }
    try {
      const run: unknown[] = [];
      pushRun(run, id, job.task, job.argument);
      send(job.slot, run, job.transfer);
    } catch (error) {
      this.#free(job);
      this.#events.failed(job, error);
      send(-1, [], []);
      this.#events.roomMade();
    }
  }

  readonly needs = (): boolean => this.#holds;

  /** The thread sends a message when it is. */
  readonly isRetired = (): boolean => false;

  lost({ number }: PoolThread): Lost {
    this.#collect();
    const begun: Job[] = [];
    const notBegun: Job[] = [];
    for (const job of this.all()) {
      if (takenBy(this.queue, job.slot) !== number) continue;
      // No thread has begun it; and none can where its buffers are gone.
      if (withdrawTaken(this.queue, job.slot)) {
        this.#forget(job);
        if (job.transfer.length === 0) notBegun.push(job);
        else begun.push(job);
      } else begun.push(job);
    }
    return { begun, notBegun };
  }

  ended(thread: PoolThread): Lost {
    lookNoMore(this.queue, thread.number);
    const lost = this.lost(thread);
    for (const job of lost.begun) if (this.#jobs[job.slot] === job) this.#free(job);
    // It may have been called for a task that it has not begun, and others are to be called for that. Or it was about to call
    // for an answer, and has not.
    this.#events.roomMade();
    if (this.#outstanding > 0) this.look();
    return lost;
  }

  /**
   * Puts those that no thread has taken back into the line, in their order: a withdrawn task leaves its place behind one that
   * still waits, and such places may leave no room for another. False when there is none to put back.
   */
  #takeBack(line: JobLine): boolean {
    const back = this.all().filter(({ slot }) => withdrawTask(this.queue, slot));
    back.sort((a, b) => (a.id - b.id) << 1);
    for (const job of back) this.#forget(job);
    line.unshift(back);
    return back.length > 0;
  }

  #jobOf(number: number, id: number): Job | undefined {
    return this.#jobs.find((job) => job?.id === id && takenBy(this.queue, job.slot) === number);
  }

  #free(job: Job): void {
    freeSlot(this.queue, job.slot);
    this.#forget(job);
  }

  #forget(job: Job): void {
    this.#jobs[job.slot] = undefined;
    job.slot = -1;
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
      // If it rested in vain, tasks take long: it must be called at the next answer.
      this.#found = false;
      if (this.#lookNow() && this.#outstanding > 0 && this.#isLong()) this.#rest();
      else this.look();
    }, restMs).unref();
  }

  #hold(holds: boolean): void {
    if (this.#holds === holds) return;
    this.#holds = holds;
    this.#events.holdsChanged();
  }

  #lookOrRest(): boolean | undefined {
    const found = this.#lookNow();
    if (!found || !this.#isLong() || performance.now() < this.#nextRestMs) return found;
    return this.#leave() || undefined;
  }

  #lookNow(): boolean | undefined {
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
      this.#free(job);
      this.#events.succeeded(job, value);
    }
    if (some) this.#events.roomMade();
  }

  #leave(): boolean | undefined {
    const rests = this.#found && this.#isLong();
    this.#found = false;
    awaitCall(this.queue, rests ? this.#short : slotCount);
    const found = this.#lookNow();
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
