// Which waiting task goes to which process: each to the one that has the fewest, in the order of the calls.
import { availableParallelism } from "node:os";
import { findsMessagesByLooking, LookAhead } from "@byturns/threads/internal/pool/look-ahead";
import type { Child } from "./child.ts";
import { type Job, JobQueue } from "./jobs.ts";
import type { PoolOptions } from "./pool-options.ts";
import { QuickerWay } from "./quicker-way.ts";

const cores = availableParallelism();
/** More in one message would keep the processes waiting for the first of them. */
const mostInMessage = 256;

/** Hands tasks to children. */
export class Dispatcher {
  readonly #children: readonly Child[];
  readonly #tasksPerProcess: NonNullable<PoolOptions["tasksPerProcess"]>;
  readonly #fail: (job: Job, error: unknown) => void;
  readonly #queue = new JobQueue();
  /** Keeps the loop turning while results are to come: to wake a core takes longer than a message. */
  readonly #lookAhead = new LookAhead({
    // Where processes have every core, looking would keep one of them from its task.
    waits: () => this.#busy() > 0 && this.#hasCore(),
    left: () => this.#lookAway(),
    look: () => this.#lookOnce(),
    gaveUp: () => this.#lookAway(),
  });
  readonly #way = new QuickerWay();
  /** Whether the next answer is looked for. */
  #looks = false;
  #isScheduled = false;

  /**
   * @param children those of the pool, as they come and go.
   * @param fail what becomes of a job that cannot be sent.
   */
  constructor(
    children: readonly Child[],
    tasksPerProcess: NonNullable<PoolOptions["tasksPerProcess"]>,
    fail: (job: Job, error: unknown) => void,
  ) {
    this.#children = children;
    this.#tasksPerProcess = tasksPerProcess;
    this.#fail = fail;
  }

  add(job: Job): void {
    this.#queue.push(job);
    if (this.#queue.size === mostInMessage) this.dispatch();
    else this.dispatchSoon();
  }

  /** The job that a child has answered; undefined where its caller did not wait for it. */
  answered(child: Child, id: number): Job | undefined {
    const job = child.jobs.get(id);
    child.jobs.delete(id);
    if (this.#looks) this.#lookAhead.answered();
    if (child.trip?.id === id) {
      const nowMs = performance.now();
      this.#way.took(child.trip.looks, nowMs - child.trip.sentMs, nowMs);
      child.trip = undefined;
    }
    return job;
  }

  /** Fails what is queued. */
  failQueued(error: unknown): void {
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) this.#fail(job, error);
  }

  /** At the end of this turn, so that the calls of one turn travel together. */
  dispatchSoon(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.dispatch();
    });
  }

  dispatch(): void {
    const batches = new Map<Child, Job[]>();
    const most = this.#mostPerProcess();
    for (;;) {
      const freest = this.#freest(most);
      const job = freest === undefined ? undefined : this.#queue.shift();
      if (freest === undefined || job === undefined) break;
      job.state = "sent";
      freest.jobs.set(job.id, job);
      const batch = batches.get(freest);
      if (batch === undefined) batches.set(freest, [job]);
      else batch.push(job);
    }
    for (const [child, batch] of batches) this.#send(child, batch);
  }

  #send(child: Child, jobs: readonly Job[]): void {
    child.hold(true);
    const run: unknown[] = [];
    for (const { id, task, argument } of jobs) run.push(id, task, argument);
    try {
      // It has answered everything before: the mailbox is empty on both sides. What lies there is found by looking on Deno, too.
      const isEmpty = child.hasMailbox && child.jobs.size === jobs.length;
      const mayLook = this.#hasCore() && (isEmpty || findsMessagesByLooking);
      const nowMs = performance.now();
      this.#looks = mayLook && this.#way.looksNow(nowMs);
      const lookMs = this.#looks ? this.#lookAhead.sending() : 0;
      const [only] = jobs;
      if (isEmpty && mayLook && jobs.length === 1 && only !== undefined)
        child.trip = { id: only.id, sentMs: nowMs, looks: lookMs > 0 };
      const byFile = isEmpty && lookMs > 0;
      if (byFile) child.lookAt();
      if (!byFile || !child.mail([lookMs, ...run])) child.send({ run, lookMs, byFile });
    } catch (error) {
      if (jobs.length > 1) for (const job of jobs) this.#send(child, [job]);
      else {
        const [job] = jobs as [Job];
        child.jobs.delete(job.id);
        this.#fail(job, error);
        // No answer will come that makes room.
        this.dispatchSoon();
      }
    }
  }

  /** Of guided tasks one is always ahead, so that no process waits for its next one. */
  #mostPerProcess(): number {
    if (this.#tasksPerProcess !== "guided") return this.#tasksPerProcess;
    return Math.max(2, Math.min(mostInMessage, Math.ceil(this.#queue.size / (2 * this.#children.length))));
  }

  #freest(most: number): Child | undefined {
    let freest: Child | undefined;
    for (const child of this.#children) {
      const hasRoom = child.serving && child.jobs.size < most;
      if (hasRoom && child.jobs.size < (freest?.jobs.size ?? Number.POSITIVE_INFINITY)) freest = child;
    }
    return freest;
  }

  #busy(): number {
    let busy = 0;
    for (const { jobs } of this.#children) if (jobs.size > 0) busy += 1;
    return busy;
  }

  #hasCore(): boolean {
    return this.#busy() < cores;
  }

  #lookOnce(): void {
    for (const child of this.#children) if (child.jobs.size > 0) child.lookOnce();
  }

  /** Where nothing is to come, the next tasks mostly follow, and looking on costs nothing. */
  #lookAway(): void {
    for (const child of this.#children) if (child.jobs.size > 0) child.lookAway();
  }
}
