// A thread's side of the queue in shared memory: takes tasks while there is room for another that waits.
import { BusyPoller } from "./busy-poller.ts";
import { beginTaken, hasValue, idIn, inLine, type SharedQueue, takeTask } from "./shared-queue.ts";
import { becomeTaker, lookNoMore, mayLook, type TakerCell } from "./takers.ts";

/** What a thread is given to take part. */
export interface SharedSetup {
  readonly queue: SharedQueue;
  readonly cell: TakerCell;
  /** The thread's id in the queue; no other thread of the pool ever has the same. */
  readonly number: number;
  /** How many tasks may wait on the thread at once. */
  readonly tasksPerThread: number;
  /** How many tasks it takes before another thread replaces it. */
  readonly recycleAfter: number;
  /** How many threads may look at once for what is not there yet, >= 1. */
  readonly lookers: number;
}

/** How long tasks are taken one after another, or answers kept back, before the thread's loop turns. */
export const turnMs = 0.2;

/** What the thread does for its consumer. */
export interface ConsumerEvents {
  /** How many tasks wait on this thread. */
  readonly waiting: () => number;
  /** Runs the task in a slot. */
  readonly run: (slot: number) => void;
  /** Asks for the argument of the task with this id; `fetched` is called when it has come. */
  readonly fetch: (id: number) => void;
  /** The thread has taken its last task, and all have ended. */
  readonly retired: () => void;
}

/** Takes tasks for one thread. */
export class QueueConsumer {
  readonly #setup: SharedSetup;
  readonly #events: ConsumerEvents;
  readonly #poller: BusyPoller;
  #fetching = 0;
  #taken = 0;
  #retired = false;

  constructor(setup: SharedSetup, events: ConsumerEvents) {
    this.#setup = setup;
    this.#events = events;
    this.#poller = new BusyPoller({ look: () => this.#look(), leave: () => this.#leave() });
  }

  /** There may be something to take, or room for it. */
  wake(): void {
    this.#poller.wake();
  }

  /** An argument has come, for the task with this id in a slot. False when the task was withdrawn meanwhile. */
  fetched(slot: number, id: number): boolean {
    const { queue, number } = this.#setup;
    this.#fetching -= 1;
    this.wake();
    return slot >= 0 && idIn(queue, slot) === id && beginTaken(queue, number, slot);
  }

  #look(): boolean | undefined {
    const { queue, number, lookers } = this.#setup;
    const found = this.#take();
    if (found !== false || mayLook(queue, number, lookers)) return found;
    // Nothing is there, and other threads poll for it.
    return this.#leave() || undefined;
  }

  #take(): boolean | undefined {
    const { queue, cell, number, tasksPerThread, recycleAfter } = this.#setup;
    const { waiting, run, fetch } = this.#events;
    becomeTaker(cell, "busy");
    let untilMs: number | undefined;
    while (this.#taken < recycleAfter && waiting() + this.#fetching < tasksPerThread) {
      const slot = takeTask(queue, number);
      if (slot < 0) {
        becomeTaker(cell, "looking");
        return untilMs !== undefined;
      }
      this.#taken += 1;
      if (untilMs === undefined) {
        lookNoMore(queue, number);
        untilMs = performance.now() + turnMs;
      }
      if (hasValue(queue, slot)) run(slot);
      else {
        this.#fetching += 1;
        fetch(idIn(queue, slot));
      }
      if (performance.now() >= untilMs) return true;
    }
    this.#retireIfDone();
    // Full: looks again when one of them has settled.
    return undefined;
  }

  #retireIfDone(): void {
    const { recycleAfter } = this.#setup;
    if (this.#retired || this.#taken < recycleAfter || this.#events.waiting() + this.#fetching > 0) return;
    this.#retired = true;
    this.#events.retired();
  }

  #leave(): boolean | undefined {
    const { queue, cell, number } = this.#setup;
    lookNoMore(queue, number);
    for (;;) {
      becomeTaker(cell, "away");
      if (inLine(queue) === 0) return false;
      const found = this.#take();
      if (found !== false) return found;
    }
  }
}
