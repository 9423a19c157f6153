// A pool of worker threads: keeps as many as it is given, and hands each task to the first thread that is free, in the
// order of the calls. How tasks travel, in messages or through shared memory, is behind one interface
// (pool/transport.ts).
//
// A task that no thread has begun is canceled at once. One that has begun is canceled by a message. A thread that
// blocks cannot receive it: if it does not answer within the grace, the thread is ended and another takes its place. A
// failure is rebuilt in full. A closed pool leaves no thread behind; an idle one does not keep the process alive.
import { availableParallelism } from "node:os";
import type { ExampleContext } from "@byturns/context";
import { MemoryTransport } from "./pool/by-memory.ts";
import { MessageTransport } from "./pool/by-message.ts";
import { fromFailureData, toFailureData } from "./pool/failure.ts";
import { JobLine } from "./pool/job-line.ts";
import {
  type CheckedOptions,
  checkedOptions,
  checkedRun,
  type PoolOptions,
  QueueFull,
  type RunOptions,
} from "./pool/options.ts";
import type { Job, PoolThread } from "./pool/pool-thread.ts";
import type { Reply, Request, Tasks, Transferred } from "./pool/protocol.ts";
import { decode, idOf } from "./pool/task-values.ts";
import { ThreadLost, ThreadSet } from "./pool/thread-set.ts";
import type { Lost, Transport } from "./pool/transport.ts";
import { SignalObserver } from "./signal-observer.ts";

export { type PoolOptions, QueueFull, type RunOptions } from "./pool/options.ts";
export { ThreadLost } from "./pool/thread-set.ts";

type Value<Result> = Unwrapped<Awaited<Result>>;
type Unwrapped<A> = A extends Transferred<infer Inner> ? Inner : A;

const cores = availableParallelism();

/** Threads that serve the tasks of one worker file. Closed by `await using`, or by `close`. */
export class Pool<Served extends Tasks> implements AsyncDisposable {
  readonly #context: ExampleContext;
  readonly #options: CheckedOptions;
  readonly #threads: ThreadSet;
  readonly #line = new JobLine();
  readonly #transport: Transport;
  readonly #observer: SignalObserver<Job>;
  readonly #endListeners: ((threadId: number) => void)[] = [];
  #dispatchDue = false;
  #dispatching = false;
  #closed = false;

  private constructor(file: URL, options: PoolOptions) {
    this.#options = checkedOptions(file, options);
    const { by, tasksPerThread, recycleAfter } = this.#options;
    this.#context = options.context;
    this.#observer = new SignalObserver((job) => this.#cancel(job));
    const events = {
      succeeded: (job: Job, value: unknown) => this.#succeed(job, value),
      failed: (job: Job, error: unknown) => this.#fail(job, error),
      roomMade: () => this.#dispatchSoon(),
      holdsChanged: () => this.#threads.holdWhatIsNeeded(),
    };
    // One core is left to the pool's own thread.
    const lookers = Math.max(1, cores - 1);
    this.#transport =
      by === "memory"
        ? new MemoryTransport({ tasksPerThread, recycleAfter, lookers }, events)
        : new MessageTransport({ tasksPerThread, recycleAfter, cores }, events);
    this.#threads = new ThreadSet(file, options.context, this.#options, this.#transport, {
      replied: (thread, reply) => this.#receive(thread, reply),
      served: () => this.#dispatchSoon(),
      lost: (tasks, error) => this.#settleLost(tasks, error),
      noneLeft: (error) => this.#failAll(error),
      ended: (threadId) => {
        for (const listener of this.#endListeners) listener(threadId);
      },
    });
    options.context.signal.addEventListener("abort", this.#cancelAll, { once: true });
  }

  /**
   * Starts `context.threads` threads that run `file`, and waits until all of them serve.
   *
   * @throws TypeError or RangeError when an option is of the wrong kind or out of bounds; the reason of the context's
   * signal when it is aborted before; ThreadLost when a thread ends before it serves, with what it threw as the cause.
   * No thread is left behind then.
   * @example
   * ```ts
   * await using pool = await Pool.start<typeof tasks>(new URL("../fib.worker.ts", import.meta.url), { context });
   * await pool.run("fib", 10); // 55
   * ```
   */
  static async start<Served extends Tasks>(file: URL, options: PoolOptions): Promise<Pool<Served>> {
    const pool = new Pool<Served>(file, options);
    try {
      await pool.#threads.start();
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /** What `memory` made, which every thread has. */
  get memory(): unknown {
    return this.#options.memory;
  }

  /**
   * Runs a task on the first thread that is free.
   *
   * @returns what the task returned.
   * @throws what the task threw, rebuilt; the signal's reason when it is aborted; QueueFull if the maximum number of
   * tasks is waiting; ThreadLost when the thread ends under the task, or the pool is closed; DataCloneError when the
   * argument or the result cannot be cloned, or what a getter in it threw; RangeError when the worker serves no task of
   * that name; TypeError when an option is of the wrong kind.
   */
  run<Name extends keyof Served & string>(
    task: Name,
    argument: Parameters<Served[Name]>[0],
    options: RunOptions = noOptions,
  ): Promise<Value<ReturnType<Served[Name]>>> {
    const { signal = this.#context.signal, transfer = nothing } = options;
    const wrong = options === noOptions ? undefined : checkedRun(task, signal, transfer);
    const error = wrong ?? this.#reasonAgainst(task);
    if (error !== undefined || signal.aborted) return Promise.reject(error ?? signal.reason);
    return new Promise((resolve, reject) => {
      const job: Job = {
        task,
        argument,
        transfer,
        signal,
        resolve: resolve as Job["resolve"],
        reject,
        where: "line",
        id: -1,
        slot: -1,
        thread: undefined,
        claims: undefined,
      };
      if (signal !== this.#context.signal) this.#observer.add(signal, job);
      this.#line.push(job);
      if (this.#line.size > this.#options.maxQueue) this.#refuseIfFull(job);
      // With one task at a time nothing could travel together.
      else if (this.#options.tasksPerThread === 1 && this.#options.by === "message") this.#dispatch();
      else this.#dispatchSoon();
    });
  }

  /** Calls `listener` with the `threadId` of each thread that has ended, whatever the reason, once nothing of it runs any more. */
  onThreadEnd(listener: (threadId: number) => void): void {
    this.#endListeners.push(listener);
  }

  /** Ends every thread; what still runs or waits fails with ThreadLost. Settles when no thread is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#context.signal.removeEventListener("abort", this.#cancelAll);
    const lost = new ThreadLost("The pool was closed");
    this.#failAll(lost);
    await this.#threads.close(lost);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #reasonAgainst(task: string): Error | undefined {
    if (this.#closed) return new ThreadLost(`Cannot run "${task}": the pool is closed`);
    if (this.#threads.all.length === 0) {
      return new ThreadLost(`Cannot run "${task}": every thread ended and none could be started`);
    }
    return undefined;
  }

  #refuseIfFull(job: Job): void {
    this.#dispatch();
    const { maxQueue } = this.#options;
    if (job.where !== "line" || this.#line.size <= maxQueue) return;
    this.#fail(job, new QueueFull(`Cannot run "${job.task}": ${maxQueue} tasks wait, which is maxQueue`));
  }

  /** For the context's own signal, which is most tasks'. */
  readonly #cancelAll = () => {
    const { signal } = this.#context;
    for (const job of [...this.#line.all(), ...this.#transport.all(this.#threads.all)]) {
      if (job.signal === signal) this.#cancel(job);
    }
  };

  #succeed(job: Job, value: unknown): void {
    if (job.signal.aborted) this.#fail(job, job.signal.reason);
    else if (this.#settles(job)) job.resolve(value);
  }

  #fail(job: Job, error: unknown): void {
    if (this.#settles(job)) job.reject(job.signal.aborted ? job.signal.reason : error);
  }

  #settles(job: Job): boolean {
    if (job.where === "over") return false;
    const waited = job.where === "line";
    job.where = "over";
    if (waited) this.#line.left();
    if (job.signal !== this.#context.signal) this.#observer.remove(job.signal, job);
    return true;
  }

  #failAll(error: ThreadLost): void {
    for (let job = this.#line.shift(); job !== undefined; job = this.#line.shift()) this.#fail(job, error);
    for (const job of this.#transport.all(this.#threads.all)) {
      if (this.#transport.withdraw(job)) this.#fail(job, error);
    }
  }

  /** Once for all of this turn. */
  #dispatchSoon(): void {
    if (this.#dispatchDue) return;
    this.#dispatchDue = true;
    queueMicrotask(() => {
      this.#dispatchDue = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    // A getter in an argument may ask for another task.
    if (this.#dispatching) {
      this.#dispatchSoon();
      return;
    }
    this.#dispatching = true;
    try {
      this.#transport.dispatch(this.#line, this.#threads.all);
    } finally {
      this.#dispatching = false;
    }
  }

  #receive(thread: PoolThread, reply: Exclude<Reply, { clock: number }>): void {
    const { recorder } = this.#context;
    if ("done" in reply) {
      const { done } = reply;
      for (let i = 0; i < done.length; i += 2) {
        const job = this.#transport.answered(thread, idOf(done[i]));
        if (job !== undefined) this.#succeed(job, decode(done[i], done[i + 1]));
      }
      this.#answersSeen(thread);
    } else if ("failed" in reply) {
      const job = this.#transport.answered(thread, reply.failed);
      if (job !== undefined) this.#fail(job, fromFailureData(reply.failure));
      this.#answersSeen(thread);
    } else if ("line" in reply) recorder?.line({ text: reply.line, atMs: reply.atMs });
    else if ("spans" in reply) for (const span of reply.spans) recorder?.span(span);
    else if ("fetch" in reply) this.#transport.fetch(thread, reply.fetch);
    else if ("retired" in reply) this.#recycle(thread);
    else this.#transport.look();
  }

  #answersSeen(thread: PoolThread): void {
    if (this.#transport.isRetired(thread)) this.#recycle(thread);
    this.#dispatch();
  }

  #recycle(thread: PoolThread): void {
    this.#threads.replace(
      thread,
      new ThreadLost(`${thread.lane} has run ${this.#options.recycleAfter} tasks`),
    );
  }

  #cancel(job: Job): void {
    const { id, signal, where } = job;
    if (where === "over") return;
    if (where === "line" || where === "moving" || this.#transport.withdraw(job)) {
      this.#fail(job, signal.reason);
      return;
    }
    const thread = this.#transport.begunBy(job, this.#threads.all);
    if (thread === undefined) return;
    thread.worker.postMessage({ cancel: id, reason: toFailureData(signal.reason) } satisfies Request);
    const { graceMs } = this.#options;
    if (graceMs === Infinity) return;
    setTimeout(() => {
      if (job.where === "over") return;
      const error = `${thread.lane} did not answer within ${graceMs} ms of being canceled`;
      this.#threads.replace(thread, new ThreadLost(error));
    }, graceMs).unref();
  }

  #settleLost({ begun, notBegun }: Lost, error: ThreadLost): void {
    for (const job of begun) this.#fail(job, error);
    if (this.#closed || this.#threads.all.length === 0) for (const job of notBegun) this.#fail(job, error);
    else {
      this.#line.unshift(notBegun.filter(({ where }) => where !== "over"));
      this.#dispatchSoon();
    }
  }
}

const noOptions: RunOptions = {};
const nothing: Job["transfer"] = [];
