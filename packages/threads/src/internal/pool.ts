// A pool of worker threads: starts as many as it is given, keeps them, hands each task to the first thread that
// is free, in the order of asking.
//
// A task is cancelled by a message. A thread that blocks cannot hear it: when it has not answered within the
// grace, the thread is ended and another takes its place. A failure comes back whole. When the pool is closed, no
// thread is left behind; while it is idle, it does not keep the process alive.
import { type MessagePort, Worker } from "node:worker_threads";
import type { Stage } from "@byturns/stage";
import { fromFailureData, toFailureData } from "./failure.ts";
import type { Reply, Request, Tasks, Transferred, WorkerSetup } from "./serve.ts";

/** A thread ended although nobody asked it to. */
export class ThreadLost extends Error {
  override readonly name = "ThreadLost";
  readonly _tag = "ThreadLost";
}

/** How a pool is made. */
export interface PoolOptions {
  /** Cancellation, spans and the number of threads. */
  readonly stage: Stage;
  /** How many tasks one thread may have begun at once; more than one helps where tasks wait. Default: 1. */
  readonly tasksPerThread?: number;
  /** How long a cancelled task may take to answer before its thread is ended. Default: 50. */
  readonly graceMs?: number;
}

/** How one task is run. */
export interface RunOptions {
  /** Gives up this task alone. Default: the stage's signal. */
  readonly signal?: AbortSignal;
  /** Buffers and ports in the argument that are handed over instead of copied. */
  readonly transfer?: readonly (ArrayBuffer | MessagePort)[];
}

type Value<Result> = Unwrapped<Awaited<Result>>;
type Unwrapped<A> = A extends Transferred<infer Inner> ? Inner : A;

interface Job {
  readonly id: number;
  readonly task: string;
  readonly argument: unknown;
  readonly transfer: readonly (ArrayBuffer | MessagePort)[];
  readonly signal: AbortSignal;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Who is to be told of one signal: a listener for each of them would make adding and removing one ever slower. */
interface Watch {
  readonly jobs: Set<Job>;
  readonly onAbort: () => void;
}

interface Thread {
  readonly lane: string;
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
  /** Settles when the thread has answered for the first time, or died before. */
  readonly ready: Promise<void>;
  /** Whether it has answered, and its clock is set; no task is sent before. */
  serving: boolean;
}

/** Threads that serve the tasks of one worker file. Closed by `await using`, or by `close`. */
export class Pool<Served extends Tasks> implements AsyncDisposable {
  readonly #file: URL;
  readonly #stage: Stage;
  readonly #tasksPerThread: number;
  readonly #graceMs: number;
  readonly #threads: Thread[] = [];
  readonly #queue: Job[] = [];
  readonly #watches = new Map<AbortSignal, Watch>();
  readonly #ending = new Set<Promise<unknown>>();
  #nextId = 1;
  #closed = false;

  private constructor(file: URL, options: PoolOptions) {
    const { stage, tasksPerThread = 1, graceMs = 50 } = options;
    if (!(tasksPerThread >= 1)) {
      throw new RangeError(`Cannot run ${tasksPerThread} tasks on a thread: tasksPerThread must be >= 1`);
    }
    if (!(graceMs >= 0)) throw new RangeError(`Cannot wait ${graceMs} ms for a task: graceMs must be >= 0`);
    this.#file = file;
    this.#stage = stage;
    this.#tasksPerThread = tasksPerThread;
    this.#graceMs = graceMs;
  }

  /**
   * Starts `stage.threads` threads that run `file`, and waits until all of them serve.
   *
   * @throws RangeError when an option is out of its bounds.
   * @throws ThreadLost when a thread ends before it serves, with what it threw as the cause.
   * @example
   * ```ts
   * await using pool = await Pool.start<typeof tasks>(new URL("../fib.worker.ts", import.meta.url), { stage });
   * await pool.run("fib", 10); // 55
   * ```
   */
  static async start<Served extends Tasks>(file: URL, options: PoolOptions): Promise<Pool<Served>> {
    const pool = new Pool<Served>(file, options);
    for (let i = 1; i <= options.stage.threads; i++) pool.#threads.push(pool.#startThread(`thread ${i}`));
    try {
      await Promise.all(pool.#threads.map((thread) => thread.ready));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /**
   * Runs a task on the first thread that is free.
   *
   * @returns what the task returned.
   * @throws what the task threw, rebuilt; the signal's reason when it is aborted; ThreadLost when the thread ends
   * under the task, or the pool is closed.
   */
  run<Name extends keyof Served & string>(
    task: Name,
    argument: Parameters<Served[Name]>[0],
    options: RunOptions = {},
  ): Promise<Value<ReturnType<Served[Name]>>> {
    const { signal = this.#stage.signal, transfer = [] } = options;
    if (this.#closed) return Promise.reject(new ThreadLost(`Cannot run "${task}": the pool is closed`));
    if (this.#threads.length === 0) {
      return Promise.reject(
        new ThreadLost(`Cannot run "${task}": every thread ended and none could be started`),
      );
    }
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const job: Job = {
        id: this.#nextId++,
        task,
        argument,
        transfer,
        signal,
        resolve: resolve as Job["resolve"],
        reject,
      };
      this.#watch(job);
      this.#queue.push(job);
      this.#dispatch();
    });
  }

  /** Ends every thread; what still runs or waits fails with ThreadLost. Settles when no thread is left. */
  async close(): Promise<void> {
    this.#closed = true;
    const lost = new ThreadLost("The pool was closed");
    for (const job of this.#queue.splice(0)) this.#settle(job, () => job.reject(lost));
    for (const thread of this.#threads.splice(0)) this.#end(thread, lost);
    await Promise.all(this.#ending);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #watch(job: Job): void {
    const { signal } = job;
    const watch = this.#watches.get(signal);
    if (watch !== undefined) {
      watch.jobs.add(job);
      return;
    }
    const jobs = new Set([job]);
    const onAbort = () => {
      for (const { id } of jobs) this.#cancel(id);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#watches.set(signal, { jobs, onAbort });
  }

  #settle(job: Job, how: () => void): void {
    const { signal } = job;
    const watch = this.#watches.get(signal);
    if (watch?.jobs.delete(job) === true && watch.jobs.size === 0) {
      this.#watches.delete(signal);
      signal.removeEventListener("abort", watch.onAbort);
    }
    how();
  }

  #startThread(lane: string): Thread {
    const { threads, recorder } = this.#stage;
    const workerData: WorkerSetup = { lane, threads, recording: recorder !== undefined };
    const worker = new Worker(this.#file, { workerData });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const thread: Thread = { lane, worker, jobs: new Map(), ready: promise, serving: false };
    promise.catch(() => {});
    const alignClock = clockAligner(this.#stage, worker);
    worker.on("message", (reply: Reply) => {
      if (!("clock" in reply)) this.#receive(thread, reply);
      else if (alignClock(reply)) {
        thread.serving = true;
        worker.unref();
        resolve();
      }
    });
    const lost = (cause: unknown) => {
      const error = new ThreadLost(`${lane} ended by itself`, { cause });
      reject(error);
      if (thread.serving) this.#replace(thread, error);
      else this.#giveUp(thread, error);
    };
    worker.on("error", lost);
    worker.on("exit", (code) => lost(new Error(`exit code ${code}`)));
    return thread;
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      let freest: Thread | undefined;
      for (const thread of this.#threads) {
        const bound = freest?.jobs.size ?? this.#tasksPerThread;
        if (thread.serving && thread.jobs.size < bound) freest = thread;
      }
      if (freest === undefined) return;
      this.#send(freest, this.#queue.shift() as Job);
    }
  }

  #send(thread: Thread, job: Job): void {
    if (thread.jobs.size === 0) thread.worker.ref();
    thread.jobs.set(job.id, job);
    const request: Request = { run: job.id, task: job.task, argument: job.argument };
    try {
      thread.worker.postMessage(request, job.transfer as (ArrayBuffer | MessagePort)[]);
    } catch (error) {
      this.#release(thread, job);
      this.#settle(job, () => job.reject(error));
    }
  }

  #receive(thread: Thread, reply: Exclude<Reply, { clock: number }>): void {
    const { recorder } = this.#stage;
    if ("line" in reply) {
      recorder?.line({ text: reply.line, atMs: reply.atMs });
      return;
    }
    for (const span of reply.spans ?? []) recorder?.span(span);
    const job = thread.jobs.get("done" in reply ? reply.done : reply.failed);
    if (job === undefined) return;
    this.#release(thread, job);
    if (job.signal.aborted) this.#settle(job, () => job.reject(job.signal.reason));
    else if ("done" in reply) this.#settle(job, () => job.resolve(reply.value));
    else this.#settle(job, () => job.reject(fromFailureData(reply.failure)));
    this.#dispatch();
  }

  #release(thread: Thread, job: Job): void {
    thread.jobs.delete(job.id);
    if (thread.jobs.size === 0) thread.worker.unref();
  }

  #cancel(id: number): void {
    const waiting = this.#queue.findIndex((job) => job.id === id);
    if (waiting >= 0) {
      const [job] = this.#queue.splice(waiting, 1) as [Job];
      this.#settle(job, () => job.reject(job.signal.reason));
      return;
    }
    const thread = this.#threads.find(({ jobs }) => jobs.has(id));
    const job = thread?.jobs.get(id);
    if (thread === undefined || job === undefined) return;
    thread.worker.postMessage({ cancel: id, reason: toFailureData(job.signal.reason) } satisfies Request);
    setTimeout(() => {
      if (!thread.jobs.has(id)) return;
      this.#replace(
        thread,
        new ThreadLost(`${thread.lane} did not answer within ${this.#graceMs} ms of being cancelled`),
      );
    }, this.#graceMs).unref();
  }

  /** Ends a thread and, unless the pool is closed or the thread was already taken out, starts another. */
  #replace(thread: Thread, error: ThreadLost): void {
    const at = this.#threads.indexOf(thread);
    if (at < 0) return;
    const another = this.#startThread(thread.lane);
    this.#threads[at] = another;
    another.ready.then(
      () => this.#dispatch(),
      () => {},
    );
    this.#end(thread, error);
  }

  /** Takes out a thread that died before it served: a file that cannot be loaded would be started for ever. */
  #giveUp(thread: Thread, error: ThreadLost): void {
    const at = this.#threads.indexOf(thread);
    if (at < 0) return;
    this.#threads.splice(at, 1);
    this.#end(thread, error);
    if (this.#threads.length > 0) return;
    for (const job of this.#queue.splice(0)) this.#settle(job, () => job.reject(error));
  }

  #end(thread: Thread, error: ThreadLost): void {
    for (const job of thread.jobs.values()) {
      this.#settle(job, () => job.reject(job.signal.aborted ? job.signal.reason : error));
    }
    thread.jobs.clear();
    const ended = thread.worker.terminate().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}

/**
 * Tells a worker where the stage's clock began, in the worker's own time: on Deno and Bun each thread's monotonic
 * clock has an origin of its own. Of a few exchanges the quickest counts; the error is at most half of its length.
 *
 * @returns a function that takes the worker's answers and says whether the clock is set.
 */
function clockAligner(stage: Stage, worker: Worker): (reply: { nowNs: bigint }) => boolean {
  const exchanges = 16;
  let done = 0;
  let askedMs = 0;
  let best = { tripMs: Number.POSITIVE_INFINITY, originNs: 0n };
  const ask = () => {
    askedMs = stage.nowMs();
    worker.postMessage({ clock: done } satisfies Request);
  };
  ask();
  return ({ nowNs }) => {
    const tripMs = stage.nowMs() - askedMs;
    if (tripMs < best.tripMs)
      best = { tripMs, originNs: nowNs - BigInt(Math.round((askedMs + tripMs / 2) * 1e6)) };
    done += 1;
    if (done < exchanges) {
      ask();
      return false;
    }
    worker.postMessage({ originNs: best.originNs } satisfies Request);
    return true;
  };
}
