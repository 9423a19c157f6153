// A pool of worker threads: starts as many as it is given, keeps them, hands each task to the first thread that
// is free, in the order of asking.
//
// Tasks go to the threads in messages: those that are asked for in one turn of the loop, and for which there is room, in
// one message, and their answers come back like that. Or they lie in a queue in shared memory (`by: "memory"`, see
// shared-queue.ts), from which the threads take them.
//
// Whoever waits for the other side keeps its loop turning for a while (see look.ts): to wake a core takes longer than the
// message. Where both sides have one core between them, a round trip gains nothing by it, or takes longer.
//
// A task is cancelled by a message. A thread that blocks cannot hear it: when it has not answered within the
// grace, the thread is ended and another takes its place. A failure comes back whole. When the pool is closed, no
// thread is left behind; while it is idle, it does not keep the process alive.
import { availableParallelism } from "node:os";
import { type MessagePort, Worker } from "node:worker_threads";
import type { ExampleContext } from "@byturns/context";
import { clockAligner } from "./align-clock.ts";
import { BusyPoller } from "./busy-poller.ts";
import { fromFailureData, toFailureData } from "./failure.ts";
import { type Job, type JobLine, makeJobLine } from "./jobs.ts";
import { QueueProducer } from "./queue-producer.ts";
import type { Reply, Request, Tasks, Transferred, WorkerSetup } from "./serve.ts";
import { makeTaker, slotCount, type TakerCell } from "./shared-queue.ts";

/** A thread ended although nobody asked it to. */
export class ThreadLost extends Error {
  override readonly name = "ThreadLost";
  readonly _tag = "ThreadLost";
}

/** How a pool is made. */
export interface PoolOptions {
  /** Cancellation, spans and the number of threads. */
  readonly context: ExampleContext;
  /**
   * How many tasks one thread may have begun at once; more than one helps where tasks wait. From 1 to Infinity, by memory to
   * 64. Default: 1.
   */
  readonly tasksPerThread?: number;
  /** How long a cancelled task may take to answer before its thread is ended. Default: 50. */
  readonly graceMs?: number;
  /**
   * How tasks reach the threads. `message`: each thread is sent its tasks, up to `tasksPerThread` ahead. `memory`: the
   * threads take them from a queue in shared memory, whoever is free first: quicker by far where arguments and results are
   * small; what is not small costs a message more. The queue holds 64 tasks, and no more are under way in the whole pool,
   * however many threads there are: tasks must not wait for one that is asked for after 64 of them. While others wait in
   * line, an answer may lie for 4 ms, so that some are fetched together. Default: `message`.
   */
  readonly by?: "message" | "memory";
}

/** How one task is run. */
export interface RunOptions {
  /** Gives up this task alone. Default: the context's signal. */
  readonly signal?: AbortSignal;
  /** Buffers and ports in the argument that are handed over instead of copied. */
  readonly transfer?: readonly (ArrayBuffer | MessagePort)[];
}

type Value<Result> = Unwrapped<Awaited<Result>>;
type Unwrapped<A> = A extends Transferred<infer Inner> ? Inner : A;

/** Who is to be told of one signal: a listener for each of them would make adding and removing one ever slower. */
interface Watch {
  readonly jobs: Set<Job>;
  readonly onAbort: () => void;
}

interface Thread {
  readonly lane: string;
  /** What it is known by in the queue in shared memory. */
  readonly number: number;
  readonly cell: TakerCell;
  readonly worker: Worker;
  /** Those it was sent, and has not answered. */
  readonly jobs: Map<number, Job>;
  /** Settles when the thread has answered for the first time, or died before. */
  readonly ready: Promise<void>;
  /** Whether it has answered, and its clock is set; no task is sent before. */
  serving: boolean;
  /** Whether it keeps the process alive. */
  held: boolean;
}

const cores = availableParallelism();
/** One core is left to the thread that offers: who looks for what that has no core to offer looks in vain. */
const mostLookers = Math.max(1, cores - 1);

/** More in one message would keep the threads waiting for the first of them. */
const mostInMessage = 256;

/** Threads that serve the tasks of one worker file. Closed by `await using`, or by `close`. */
export class Pool<Served extends Tasks> implements AsyncDisposable {
  readonly #file: URL;
  readonly #context: ExampleContext;
  readonly #tasksPerThread: number;
  readonly #graceMs: number;
  readonly #threads: Thread[] = [];
  readonly #queue: JobLine = makeJobLine();
  readonly #producer: QueueProducer | undefined;
  /** Keeps the loop turning while answers are to come: see look.ts. */
  readonly #poller = new BusyPoller({ look: () => this.#look(), leave: () => false });
  readonly #observes = new Map<AbortSignal, Watch>();
  readonly #ending = new Set<Promise<unknown>>();
  #nextId = 1;
  #threadsStarted = 0;
  #dispatching = false;
  /** Whether a thread has answered by message since it was looked for. */
  #answeredBefore = false;
  #closed = false;

  private constructor(file: URL, options: PoolOptions) {
    const { context, tasksPerThread = 1, graceMs = 50, by = "message" } = options;
    if (!(tasksPerThread >= 1)) {
      throw new RangeError(`Cannot run ${tasksPerThread} tasks on a thread: tasksPerThread must be >= 1`);
    }
    if (by === "memory" && tasksPerThread > slotCount) {
      throw new RangeError(
        `Cannot run ${tasksPerThread} tasks on a thread by memory: tasksPerThread must be <= ${slotCount}`,
      );
    }
    if (!(graceMs >= 0)) throw new RangeError(`Cannot wait ${graceMs} ms for a task: graceMs must be >= 0`);
    this.#file = file;
    this.#context = context;
    this.#tasksPerThread = tasksPerThread;
    this.#graceMs = graceMs;
    context.signal.addEventListener("abort", this.#cancelAll, { once: true });
    if (by === "memory") {
      this.#producer = new QueueProducer({
        settle: (job, value) => this.#succeed(job, value),
        wanting: () => this.#dispatchSoon(),
        holding: () => this.#holdWhatIsNeeded(),
      });
    }
  }

  /**
   * Starts `context.threads` threads that run `file`, and waits until all of them serve.
   *
   * @throws RangeError when an option is out of its bounds.
   * @throws ThreadLost when a thread ends before it serves, with what it threw as the cause.
   * @example
   * ```ts
   * await using pool = await Pool.start<typeof tasks>(new URL("../fib.worker.ts", import.meta.url), { context });
   * await pool.run("fib", 10); // 55
   * ```
   */
  static async start<Served extends Tasks>(file: URL, options: PoolOptions): Promise<Pool<Served>> {
    const pool = new Pool<Served>(file, options);
    for (let i = 1; i <= options.context.threads; i++) pool.#threads.push(pool.#startThread(`thread ${i}`));
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
   * under the task, or the pool is closed; DataCloneError when the argument or the result cannot be cloned, or what a getter
   * in it threw; RangeError when the worker serves no task of that name.
   */
  run<Name extends keyof Served & string>(
    task: Name,
    argument: Parameters<Served[Name]>[0],
    options: RunOptions = noOptions,
  ): Promise<Value<ReturnType<Served[Name]>>> {
    const { signal = this.#context.signal, transfer = nothing } = options;
    if (this.#closed) return Promise.reject(new ThreadLost(`Cannot run "${task}": the pool is closed`));
    if (this.#threads.length === 0) {
      return Promise.reject(
        new ThreadLost(`Cannot run "${task}": every thread ended and none could be started`),
      );
    }
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const job: Job = {
        id: this.#nextId,
        task,
        argument,
        transfer,
        signal,
        resolve: resolve as Job["resolve"],
        reject,
        where: "queue",
        slot: -1,
      };
      // Threads know a task by it, in 32 bits; long before it comes around the task is over.
      this.#nextId = (this.#nextId + 1) & 0x7fffffff;
      this.#observer(job);
      this.#queue.push(job);
      // Where a thread has one task at a time there is nothing that could travel together.
      const alone = this.#tasksPerThread === 1 && this.#producer === undefined;
      if (alone || this.#queue.size === mostInMessage) this.#dispatch();
      else this.#dispatchSoon();
    });
  }

  /** Ends every thread; what still runs or waits fails with ThreadLost. Settles when no thread is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#context.signal.removeEventListener("abort", this.#cancelAll);
    const lost = new ThreadLost("The pool was closed");
    this.#failAll(lost);
    for (const thread of this.#threads.splice(0)) this.#end(thread, lost);
    await Promise.all(this.#ending);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The context's own signal is most tasks', and observed once for all of them. */
  readonly #cancelAll = () => {
    const { signal } = this.#context;
    const waiting = this.#queue.all();
    const sent = this.#threads.flatMap(({ jobs }) => [...jobs.values()]);
    for (const job of [...waiting, ...sent, ...(this.#producer?.all() ?? [])]) {
      if (job.signal === signal) this.#cancel(job);
    }
  };

  #observer(job: Job): void {
    const { signal } = job;
    if (signal === this.#context.signal) return;
    const observer = this.#observes.get(signal);
    if (observer !== undefined) {
      observer.jobs.add(job);
      return;
    }
    const jobs = new Set([job]);
    const onAbort = () => {
      for (const one of jobs) this.#cancel(one);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#observes.set(signal, { jobs, onAbort });
  }

  #unobserve(job: Job): void {
    const { signal } = job;
    const observer = signal === this.#context.signal ? undefined : this.#observes.get(signal);
    if (observer?.jobs.delete(job) === true && observer.jobs.size === 0) {
      this.#observes.delete(signal);
      signal.removeEventListener("abort", observer.onAbort);
    }
  }

  #succeed(job: Job, value: unknown): void {
    if (job.where === "over") return;
    if (job.signal.aborted) {
      this.#fail(job, job.signal.reason);
      return;
    }
    job.where = "over";
    this.#unobserve(job);
    job.resolve(value);
  }

  #fail(job: Job, error: unknown): void {
    if (job.where === "over") return;
    job.where = "over";
    this.#unobserve(job);
    job.reject(job.signal.aborted ? job.signal.reason : error);
  }

  #failAll(error: ThreadLost): void {
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) this.#fail(job, error);
    for (const job of this.#producer?.withdrawAll() ?? []) this.#fail(job, error);
  }

  #startThread(lane: string): Thread {
    const { threads, recorder } = this.#context;
    const [number, cell] = [this.#threadsStarted++, makeTaker()];
    const queue = this.#producer?.queue;
    const shared =
      queue === undefined
        ? undefined
        : { queue, cell, number, tasksPerThread: this.#tasksPerThread, lookers: mostLookers };
    const workerData: WorkerSetup = { lane, threads, recording: recorder !== undefined, shared };
    const worker = new Worker(this.#file, { workerData });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const thread: Thread = {
      lane,
      number,
      cell,
      worker,
      jobs: new Map(),
      ready: promise,
      serving: false,
      held: true,
    };
    promise.catch(() => {});
    const alignClock = clockAligner(this.#context, worker);
    worker.on("message", (reply: Reply) => {
      if (!("clock" in reply)) this.#receive(thread, reply);
      else if (alignClock(reply)) {
        thread.serving = true;
        this.#producer?.setNames(reply.tasks);
        this.#holdIfNeeded(thread);
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

  /** Once for all that is asked for, or becomes possible, in this turn. */
  #dispatchSoon(): void {
    if (this.#dispatching) return;
    this.#dispatching = true;
    queueMicrotask(() => {
      this.#dispatching = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    if (this.#producer === undefined) this.#sendQueued();
    else this.#producer.offer(this.#queue, this.#threads);
  }

  #sendQueued(): void {
    const batches = new Map<Thread, Job[]>();
    for (;;) {
      let freest: Thread | undefined;
      for (const thread of this.#threads) {
        const bound = freest?.jobs.size ?? this.#tasksPerThread;
        if (thread.serving && thread.jobs.size < bound) freest = thread;
      }
      const job = freest && this.#queue.shift();
      if (freest === undefined || job === undefined) break;
      job.where = "thread";
      freest.jobs.set(job.id, job);
      const batch = batches.get(freest);
      if (job.transfer.length > 0) {
        // What is handed over goes alone, so that it fails alone; and after those that were asked for before.
        if (batch !== undefined) this.#send(freest, batch);
        batches.delete(freest);
        this.#send(freest, [job]);
      } else if (batch === undefined) batches.set(freest, [job]);
      else batch.push(job);
    }
    for (const [thread, batch] of batches) this.#send(thread, batch);
  }

  #send(thread: Thread, jobs: readonly Job[]): void {
    this.#holdIfNeeded(thread);
    const run: unknown[] = [];
    for (const { id, task, argument } of jobs) run.push(id, task, argument);
    const transfer = jobs.length === 1 ? jobs[0]?.transfer : nothing;
    try {
      const closely = this.#busyThreads() < cores;
      thread.worker.postMessage(
        { run, closely } satisfies Request,
        transfer as (ArrayBuffer | MessagePort)[],
      );
      this.#poller.wake();
    } catch (error) {
      if (jobs.length > 1) for (const job of jobs) this.#send(thread, [job]);
      else {
        this.#answered(thread, jobs[0] as Job, (job) => this.#fail(job, error));
        // No answer will come that says that there is room again.
        this.#dispatchSoon();
      }
    }
  }

  #receive(thread: Thread, reply: Exclude<Reply, { clock: number }>): void {
    const { recorder } = this.#context;
    if ("done" in reply) {
      for (let i = 0; i < reply.done.length; i += 2) {
        const job = this.#jobOf(thread, reply.done[i] as number);
        if (job !== undefined) this.#answered(thread, job, () => this.#succeed(job, reply.done[i + 1]));
      }
      this.#dispatch();
    } else if ("failed" in reply) {
      const job = this.#jobOf(thread, reply.failed);
      if (job !== undefined)
        this.#answered(thread, job, () => this.#fail(job, fromFailureData(reply.failure)));
      this.#dispatch();
    } else if ("line" in reply) recorder?.line({ text: reply.line, atMs: reply.atMs });
    else if ("spans" in reply) for (const span of reply.spans) recorder?.span(span);
    else if ("fetch" in reply) this.#fetch(thread, reply.fetch);
    else this.#producer?.wake();
  }

  #jobOf(thread: Thread, id: number): Job | undefined {
    return thread.jobs.get(id) ?? this.#producer?.jobOf(id);
  }

  #answered(thread: Thread, job: Job, how: (job: Job) => void): void {
    if (job.slot >= 0) this.#producer?.release(job);
    else {
      thread.jobs.delete(job.id);
      this.#answeredBefore = true;
      this.#poller.wake();
    }
    how(job);
  }

  /** Whether an answer came by message; undefined where none is to come. */
  #look(): boolean | undefined {
    if (this.#answeredBefore) {
      this.#answeredBefore = false;
      return true;
    }
    const busy = this.#busyThreads();
    // Now, and not with each answer: to be let go and held again costs most of what a task does.
    if (busy === 0) this.#holdWhatIsNeeded();
    // Where threads have every core, to look would keep one of them from its task.
    return busy > 0 && busy < cores ? false : undefined;
  }

  #busyThreads(): number {
    let busy = 0;
    for (const { jobs } of this.#threads) if (jobs.size > 0) busy += 1;
    return busy;
  }

  /** A thread has taken a task whose argument does not lie in shared memory. */
  #fetch(thread: Thread, slot: number): void {
    const job = this.#producer?.jobIn(slot);
    const send = (run: readonly unknown[], transfer: Job["transfer"]) =>
      thread.worker.postMessage(
        { run, closely: false, fetched: true } satisfies Request,
        transfer as (ArrayBuffer | MessagePort)[],
      );
    const giveUp = (error: unknown) => {
      if (job !== undefined) this.#answered(thread, job, () => this.#fail(job, error));
      send([], nothing);
    };
    if (job === undefined || job.where === "over" || job.signal.aborted) giveUp(job?.signal.reason);
    else {
      try {
        send([job.id, job.task, job.argument], job.transfer);
      } catch (error) {
        giveUp(error);
      }
    }
  }

  /** What does not settle by itself keeps the process alive, and nothing else does. */
  #holdIfNeeded(thread: Thread): void {
    const needed = !thread.serving || thread.jobs.size > 0 || this.#producer?.holds === true;
    if (needed === thread.held) return;
    thread.held = needed;
    if (needed) thread.worker.ref();
    else thread.worker.unref();
  }

  #holdWhatIsNeeded(): void {
    for (const thread of this.#threads) this.#holdIfNeeded(thread);
  }

  #cancel(job: Job): void {
    const { id, signal } = job;
    if (job.where === "queue" || (job.where === "offered" && this.#producer?.withdraw(job))) {
      this.#fail(job, signal.reason);
      return;
    }
    const thread = this.#threads.find(({ jobs, number }) =>
      job.slot < 0 ? jobs.has(id) : this.#producer?.begunBy(job) === number,
    );
    if (thread === undefined) return;
    thread.worker.postMessage({ cancel: id, reason: toFailureData(signal.reason) } satisfies Request);
    setTimeout(() => {
      if (job.where === "over") return;
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
      () => this.#dispatchSoon(),
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
    if (this.#threads.length === 0) this.#failAll(error);
  }

  #end(thread: Thread, error: ThreadLost): void {
    for (const job of thread.jobs.values()) this.#fail(job, error);
    thread.jobs.clear();
    // It will not answer any more, and only with an answer would the others be let go.
    this.#holdWhatIsNeeded();
    for (const job of this.#producer?.begunOn(thread.number) ?? []) this.#fail(job, error);
    const ended = thread.worker.terminate().finally(() => {
      this.#ending.delete(ended);
      // Until now it may have taken another one, or written its answer.
      for (const job of this.#producer?.releaseAll(thread.number) ?? []) this.#fail(job, error);
    });
    this.#ending.add(ended);
  }
}

const noOptions: RunOptions = {};
const nothing: Job["transfer"] = [];
