// Tasks that travel in messages: those that are asked for in one turn of the loop, and for which a thread has room, in one
// message. Their answers come back like that.
import type { MessagePort } from "node:worker_threads";
import { claimId, freeId, isDone, makeClaims, withdraw } from "./claims.ts";
import type { JobLine } from "./job-line.ts";
import { findsMessagesByLooking, LookAhead } from "./look-ahead.ts";
import type { Job, PoolThread } from "./pool-thread.ts";
import type { Request } from "./protocol.ts";
import { pushRun } from "./task-values.ts";
import type { Lost, Transport, TransportEvents } from "./transport.ts";

/** With more in one message the thread would wait too long for the first. */
const mostInMessage = 256;

interface MessageOptions {
  readonly tasksPerThread: number;
  /** How many tasks a thread is sent before another takes its place. */
  readonly recycleAfter: number;
  /** How many cores there are. */
  readonly cores: number;
}

/** Sends each thread its tasks, up to `tasksPerThread` ahead. */
export class MessageTransport implements Transport {
  readonly #options: MessageOptions;
  readonly #events: TransportEvents;
  /** Keeps the event loop turning while answers are to come. */
  readonly #lookAhead: LookAhead;
  #busyThreads = 0;

  constructor(options: MessageOptions, events: TransportEvents) {
    this.#options = options;
    this.#events = events;
    this.#lookAhead = new LookAhead({
      waits: () => this.#busyThreads > 0 && this.#looks(),
      // Now, and not with each answer: to let a thread go and hold it again costs most of what a task does.
      left: () => this.#busyThreads === 0 && events.holdsChanged(),
    });
  }

  sharedFor(): undefined {
    return undefined;
  }

  served(): void {}
  look(): void {}
  fetch(): void {}

  dispatch(line: JobLine, threads: readonly PoolThread[]): void {
    const batches = new Map<PoolThread, Job[]>();
    for (;;) {
      const freest = this.#freest(threads);
      const job = freest && line.shift();
      if (freest === undefined || job === undefined) break;
      if (2 * (freest.jobs.size + 1) > freest.claims.length) {
        // What is kept has its place in the table that is left behind.
        this.#send(freest, batches.get(freest) ?? []);
        batches.delete(freest);
        freest.claims = makeClaims(2 * freest.claims.length);
        freest.worker.postMessage({ claims: freest.claims } satisfies Request);
      }
      this.#assign(job, freest);
      const batch = batches.get(freest);
      if (job.transfer.length > 0) {
        // What is transferred goes alone, so that it fails alone; and after those that were asked for before.
        if (batch !== undefined) this.#send(freest, batch);
        batches.delete(freest);
        this.#send(freest, [job]);
      } else if (batch === undefined) batches.set(freest, [job]);
      else if (batch.push(job) === mostInMessage) {
        this.#send(freest, batch);
        batches.delete(freest);
      }
    }
    for (const [thread, batch] of batches) this.#send(thread, batch);
  }

  all(threads: readonly PoolThread[]): Job[] {
    return threads.flatMap(({ jobs }) => [...jobs.values()]).filter(({ where }) => where === "sent");
  }

  /** The thread answers it all the same, when it comes to it: until then it takes up room. */
  withdraw({ claims, id }: Job): boolean {
    return claims !== undefined && (withdraw(claims, id) || isDone(claims, id));
  }

  begunBy(job: Job, threads: readonly PoolThread[]): PoolThread | undefined {
    const { thread } = job;
    return thread !== undefined && threads.includes(thread) && thread.jobs.get(job.id) === job
      ? thread
      : undefined;
  }

  answered(thread: PoolThread, id: number): Job | undefined {
    const job = thread.jobs.get(id);
    if (job !== undefined) {
      this.#forget(thread, job);
      this.#lookAhead.answered();
    }
    return job;
  }

  needs(thread: PoolThread): boolean {
    return thread.jobs.size > 0;
  }

  isRetired(thread: PoolThread): boolean {
    return thread.sent >= this.#options.recycleAfter && thread.jobs.size === 0;
  }

  lost(thread: PoolThread): Lost {
    const begun: Job[] = [];
    const notBegun: Job[] = [];
    for (const job of thread.jobs.values()) {
      if (job.where === "over") continue;
      // The buffers of one that was transferred are gone.
      const taken = job.claims !== undefined && withdraw(job.claims, job.id);
      if (taken && job.transfer.length === 0) notBegun.push(job);
      else begun.push(job);
    }
    if (thread.jobs.size > 0) this.#busyThreads -= 1;
    thread.jobs.clear();
    return { begun, notBegun };
  }

  ended(): Lost {
    return { begun: [], notBegun: [] };
  }

  /** Where threads have every core, looking would keep one of them from its task. */
  #looks(): boolean {
    return findsMessagesByLooking && this.#busyThreads < this.#options.cores;
  }

  #freest(threads: readonly PoolThread[]): PoolThread | undefined {
    const { tasksPerThread, recycleAfter } = this.#options;
    let freest: PoolThread | undefined;
    for (const thread of threads) {
      const bound = freest?.jobs.size ?? tasksPerThread;
      if (thread.serving && thread.jobs.size < bound && thread.sent < recycleAfter) freest = thread;
    }
    return freest;
  }

  #assign(job: Job, thread: PoolThread): void {
    job.id = claimId(thread.claims, thread.nextId);
    thread.nextId = job.id + 1;
    job.claims = thread.claims;
    job.thread = thread;
    job.where = "sent";
    if (thread.jobs.size === 0) this.#busyThreads += 1;
    thread.jobs.set(job.id, job);
    thread.sent += 1;
  }

  #forget(thread: PoolThread, job: Job): void {
    thread.jobs.delete(job.id);
    if (job.claims !== undefined) freeId(job.claims, job.id);
    if (thread.jobs.size === 0) this.#busyThreads -= 1;
  }

  #send(thread: PoolThread, jobs: readonly Job[]): void {
    if (jobs.length === 0) return;
    this.#events.holdsChanged();
    const run: unknown[] = [];
    for (const { id, task, argument } of jobs) pushRun(run, id, task, argument);
    const transfer = jobs.length === 1 ? jobs[0]?.transfer : none;
    try {
      const lookMs = this.#looks() ? this.#lookAhead.sending() : 0;
      thread.worker.postMessage({ run, lookMs } satisfies Request, transfer as (ArrayBuffer | MessagePort)[]);
    } catch (error) {
      if (jobs.length > 1) for (const job of jobs) this.#send(thread, [job]);
      else {
        const job = jobs[0] as Job;
        this.#forget(thread, job);
        this.#events.failed(job, error);
        // No answer will come that makes room.
        this.#events.roomMade();
      }
    }
  }
}

const none: Job["transfer"] = [];
