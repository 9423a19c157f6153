// One thread of a pool: its worker, and what the pool keeps about it.
import type { MessagePort, ResourceLimits, Worker } from "node:worker_threads";
import { Worker as NodeWorker } from "node:worker_threads";
import type { ExampleContext } from "@byturns/context";
import { clockAligner } from "../align-clock.ts";
import { type Claims, makeClaims } from "./claims.ts";
import type { Reply, WorkerSetup } from "./protocol.ts";
import { makeTaker, type TakerCell } from "./takers.ts";

/** A task that was asked for, until it is over. */
export interface Job {
  readonly task: string;
  readonly argument: unknown;
  readonly transfer: readonly (ArrayBuffer | MessagePort)[];
  readonly signal: AbortSignal;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /**
   * In the line; taken out of it; sent to a thread in a message; in the queue in shared memory; or settled, and to be forgotten.
   */
  where: "line" | "moving" | "sent" | "offered" | "over";
  /** Its id on both sides since it was sent or offered. */
  id: number;
  /** Where it lies in shared memory; -1 when it does not. */
  slot: number;
  /** The thread it was sent to, and the table that decides which side gets it. */
  thread: PoolThread | undefined;
  claims: Claims | undefined;
}

/** One thread of a pool. */
export interface PoolThread {
  readonly lane: string;
  /** Its id in the pool; no other thread of the pool ever has the same. */
  readonly number: number;
  /** The runtime's id of it, also after its end. */
  readonly threadId: number;
  readonly cell: TakerCell;
  readonly worker: Worker;
  /** What it was sent in messages and has not answered, by id. */
  readonly jobs: Map<number, Job>;
  /** Settles when the thread has answered for the first time, or ended before. */
  readonly ready: Promise<void>;
  claims: Claims;
  nextId: number;
  /** How many tasks it was sent. */
  sent: number;
  /** Whether it has answered, and its clock is set; no task is sent before. */
  serving: boolean;
  /** Whether it keeps the process alive. */
  held: boolean;
}

/** How a thread is started. */
export interface ThreadStart {
  readonly file: URL;
  readonly context: ExampleContext;
  readonly lane: string;
  readonly number: number;
  readonly memory: unknown;
  readonly resourceLimits: ResourceLimits | undefined;
  readonly sharedFor: (number: number, cell: TakerCell) => WorkerSetup["shared"];
}

/** What the pool is called for. */
export interface ThreadEvents {
  /** The thread serves tasks of these names from now on. */
  readonly served: (thread: PoolThread, tasks: readonly string[]) => void;
  readonly replied: (thread: PoolThread, reply: Exclude<Reply, { clock: number }>) => void;
  /**
   * It has ended by itself, or is about to: called once or twice, with the reason. Returns the error for its waiting
   * tasks.
   */
  readonly ended: (thread: PoolThread, cause: unknown) => Error;
}

/** Starts a thread; it serves once `ready` is fulfilled. */
export function startThread(start: ThreadStart, events: ThreadEvents): PoolThread {
  const { file, context, lane, number, memory, resourceLimits } = start;
  const cell = makeTaker();
  const claims = makeClaims();
  const workerData: WorkerSetup = {
    lane,
    threads: context.threads,
    recording: context.recorder !== undefined,
    claims,
    memory,
    shared: start.sharedFor(number, cell),
  };
  const worker = new NodeWorker(file, {
    workerData,
    ...(resourceLimits === undefined ? {} : { resourceLimits }),
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  promise.catch(() => {});
  const thread: PoolThread = {
    lane,
    number,
    threadId: worker.threadId,
    cell,
    worker,
    jobs: new Map(),
    ready: promise,
    claims,
    nextId: 0,
    sent: 0,
    serving: false,
    held: true,
  };
  const alignClock = clockAligner(context, worker);
  worker.on("message", (reply: Reply) => {
    if (!("clock" in reply)) events.replied(thread, reply);
    else if (alignClock(reply)) {
      thread.serving = true;
      events.served(thread, reply.tasks);
      resolve();
    }
  });
  const ended = (cause: unknown) => reject(events.ended(thread, cause));
  worker.on("error", ended);
  worker.on("exit", (code) => ended(new Error(`exit code ${code}`)));
  return thread;
}
