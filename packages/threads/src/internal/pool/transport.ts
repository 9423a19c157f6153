// How tasks travel between the pool and its threads.

import type { JobLine } from "./job-line.ts";
import type { Job, PoolThread } from "./pool-thread.ts";
import type { WorkerSetup } from "./protocol.ts";
import type { TakerCell } from "./takers.ts";

/** What the pool does for a transport. */
export interface TransportEvents {
  /** A task was answered without a message. */
  readonly succeeded: (job: Job, value: unknown) => void;
  /** A task could not be handed over. */
  readonly failed: (job: Job, error: unknown) => void;
  /** There is room for another task. */
  readonly roomMade: () => void;
  /** Whether a thread keeps the process alive may have changed. */
  readonly holdsChanged: () => void;
}

/** Hands tasks to threads. There are two: in messages, and through a queue in shared memory. */
export interface Transport {
  /** What a thread is started with to take part. */
  sharedFor(number: number, cell: TakerCell): WorkerSetup["shared"];
  /** A thread serves tasks of these names. */
  served(names: readonly string[]): void;
  /** Hands out the first tasks of the line, as many as there is room for. */
  dispatch(line: JobLine, threads: readonly PoolThread[]): void;
  /** All tasks that are handed out and not over. */
  all(threads: readonly PoolThread[]): Job[];
  /** Takes back a task that no thread has begun, and never will, or that has ended; false when it may run. */
  withdraw(job: Job): boolean;
  /** The thread that has begun a task; undefined when none has, or when it was answered. */
  begunBy(job: Job, threads: readonly PoolThread[]): PoolThread | undefined;
  /** The task that a thread answers in a message, whose room is free again; undefined when it is not the thread's to answer. */
  answered(thread: PoolThread, id: number): Job | undefined;
  /** A thread has taken a task whose argument has to be sent. */
  fetch(thread: PoolThread, id: number): void;
  /** The other side may have something to look at. */
  look(): void;
  /** Whether tasks are out that only this thread keeps the process alive for. */
  needs(thread: PoolThread): boolean;
  /** Whether the thread has been given as many tasks as it may be, and all have ended. */
  isRetired(thread: PoolThread): boolean;
  /** A thread is about to be ended, or has ended by itself. */
  lost(thread: PoolThread): Lost;
  /** A thread has ended: what it did between `lost` and its end is done. */
  ended(thread: PoolThread): Lost;
}

/** What becomes of a lost thread's tasks. */
export interface Lost {
  /** They are lost with it. */
  readonly begun: readonly Job[];
  /** They can be given to another thread, in this order. */
  readonly notBegun: readonly Job[];
}
