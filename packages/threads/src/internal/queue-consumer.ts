// A thread's side of the queue in shared memory: takes tasks while there is room for another that waits.
import { BusyPoller } from "./busy-poller.ts";
import {
  becomeTaker,
  hasValue,
  inLine,
  lookNoMore,
  mayLook,
  type SharedQueue,
  type TakerCell,
  takeTask,
} from "./shared-queue.ts";

/** What a thread is given to take part. */
export interface SharedSetup {
  readonly queue: SharedQueue;
  readonly cell: TakerCell;
  /** What the thread is known by in the queue; no other thread of it ever has the same. */
  readonly number: number;
  /** How many tasks may wait on the thread at once. */
  readonly tasksPerThread: number;
  /** How many threads may look at once for what is not there yet, >= 1. */
  readonly lookers: number;
}

/** For so long tasks are taken one after another, or answers kept back, before the thread's loop turns. */
export const turnMs = 0.2;

/** Takes tasks for one thread. */
export class QueueConsumer {
  /** Woken whenever there may be something to take, or room for it. */
  readonly poller: BusyPoller;
  readonly #setup: SharedSetup;
  readonly #waiting: { readonly size: number };
  readonly #run: (slot: number) => void;
  readonly #fetch: (slot: number) => void;
  #fetching = 0;

  /**
   * @param waiting how many tasks wait on this thread.
   * @param run runs the task in a slot.
   * @param fetch asks for the argument of the task in a slot; when it has come, `fetched` is to be called.
   */
  constructor(
    setup: SharedSetup,
    waiting: { readonly size: number },
    run: (slot: number) => void,
    fetch: (slot: number) => void,
  ) {
    this.#setup = setup;
    this.#waiting = waiting;
    this.#run = run;
    this.#fetch = fetch;
    this.poller = new BusyPoller({ look: () => this.#look(), leave: () => this.#leave() });
  }

  fetched(): void {
    this.#fetching -= 1;
    this.poller.wake();
  }

  #look(): boolean | undefined {
    const { queue, number, lookers } = this.#setup;
    const found = this.#take();
    if (found !== false || mayLook(queue, number, lookers)) return found;
    // Nothing is there, and others look for it.
    return this.#leave() || undefined;
  }

  #take(): boolean | undefined {
    const { queue, cell, number, tasksPerThread } = this.#setup;
    becomeTaker(cell, "busy");
    let untilMs: number | undefined;
    while (this.#waiting.size + this.#fetching < tasksPerThread) {
      const slot = takeTask(queue, number);
      if (slot < 0) {
        becomeTaker(cell, "looking");
        return untilMs !== undefined;
      }
      if (untilMs === undefined) {
        lookNoMore(queue, number);
        untilMs = performance.now() + turnMs;
      }
      if (hasValue(queue, slot)) this.#run(slot);
      else {
        this.#fetching += 1;
        this.#fetch(slot);
      }
      if (performance.now() >= untilMs) return true;
    }
    // Full: looks again when one of them has settled.
    return undefined;
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
