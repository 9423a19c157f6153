// A pool of child processes: starts as many as it is given, keeps them, and hands each task to the process that has the fewest, in
// the order of the calls.
//
// Tasks travel in messages over the IPC channel of `node:child_process`: those that are asked for in one turn of the loop, and for
// which there is room, in one message, and their results come back in the same way.
//
// A task is canceled by a message. A process that computes or blocks does not notice: when it has not answered within
// the grace, it is killed and another takes its place. A process that dies fails the tasks that it had, and nothing
// else. A failure is rebuilt in full. When the pool is closed, or this process ends in whatever way, no child is left;
// while the pool is idle, it does not keep this process alive.
import { availableParallelism } from "node:os";
import type { Elsewhere, ExampleContext } from "@byturns/context";
import { BusyPoller } from "@byturns/threads/internal/pool/busy-poller";
import { fromFailureData, toFailureData } from "@byturns/threads/internal/pool/failure";
import { Batch } from "./batch.ts";
import { Child, type ChildEnd, type PoolReply } from "./child.ts";
import { type Answers, type Job, JobQueue } from "./jobs.ts";
import { noQuestion } from "./protocol.ts";
import { Reaper } from "./reaper.ts";
import type { ChildPermissions } from "./runtime.ts";
import type { Tasks } from "./serve.ts";
import { SignalWatch } from "./signal-watch.ts";

/** A child process ended although the pool did not ask it to, or the pool was closed. */
export class ProcessLost extends Error {
  override readonly name = "ProcessLost";
  readonly _tag = "ProcessLost";
}

/** How a pool is made. */
export interface PoolOptions {
  /** Cancellation, spans, and the number of processes: its `threads`. */
  readonly context: ExampleContext;
  /**
   * How many tasks one process may be sent before it answers, >= 1 or Infinity. More than one saves waiting where tasks are short,
   * and helps where they wait; a process that dies fails all that it was sent. `guided`: half of its even share of the tasks that
   * are queued, so that many short tasks travel together and the last ones go one by one (guided self-scheduling, Polychronopoulos
   * and Kuck 1987). Default: 1.
   */
  readonly tasksPerProcess?: number | "guided";
  /** How long a canceled task may take to answer before its process is killed, in milliseconds, >= 0. Default: 50. */
  readonly graceMs?: number;
  /** What the processes may do under Deno. Default: nothing but load their sources, compute and answer. */
  readonly permissions?: ChildPermissions;
}

/** How one task is run. */
export interface RunOptions {
  /** Cancels this task alone. Default: the context's signal. */
  readonly signal?: AbortSignal;
  /** What the task may ask, by `context.ask(name, argument)`. Default: nothing. */
  readonly answers?: Answers;
}

const cores = availableParallelism();
/** On Deno a loop that is kept turning receives a message later, not sooner. */
const pollingPays = !("Deno" in globalThis);

/** More in one message would keep the processes waiting for the first of them. */
const mostInMessage = 256;

/**
 * How many children in a row may exit by themselves before they serve; a file that cannot be loaded would be started
 * forever.
 */
const mostFailedStarts = 3;
/** Children that are killed before they serve are replaced, after a pause that grows from 1 ms to this. */
const longestPauseMs = 256;

/** Processes that serve the tasks of one file. Closed by `await using`, or by `close`. */
export class Pool<Served extends Tasks> implements AsyncDisposable {
  readonly #file: URL;
  readonly #context: ExampleContext;
  readonly #tasksPerProcess: number | "guided";
  readonly #graceMs: number;
  readonly #permissions: ChildPermissions | undefined;
  readonly #children: Child[] = [];
  readonly #reaper: Reaper;
  readonly #queue = new JobQueue();
  readonly #signals: SignalWatch;
  readonly #answers = new WeakMap<Child, Batch>();
  readonly #ending = new Set<Promise<unknown>>();
  /** Keeps the loop turning while results are to come: to wake a core takes longer than a message. */
  readonly #poller = new BusyPoller({ look: () => this.#look(), leave: () => false });
  readonly #usages = new Map<number, (used: Elsewhere) => void>();
  #nextId = 1;
  #places = 0;
  #dispatching = false;
  #releasing = false;
  #hasAnswered = false;
  #lost: ProcessLost | undefined;
  #closed = false;

  private constructor(file: URL, options: PoolOptions) {
    const { context, tasksPerProcess = 1, graceMs = 50, permissions } = options;
    if (tasksPerProcess !== "guided" && !(tasksPerProcess >= 1)) {
      throw new RangeError(
        `Cannot send ${tasksPerProcess} tasks to a process: tasksPerProcess must be >= 1 or "guided"`,
      );
    }
    if (!(graceMs >= 0)) throw new RangeError(`Cannot wait ${graceMs} ms for a task: graceMs must be >= 0`);
    this.#file = file;
    this.#context = context;
    this.#tasksPerProcess = tasksPerProcess;
    this.#graceMs = graceMs;
    this.#permissions = permissions;
    this.#signals = new SignalWatch(context.signal, (job) => this.#cancel(job));
    this.#reaper = new Reaper();
  }

  /**
   * Starts `context.threads` processes that run `file`, and waits until all of them serve.
   *
   * @throws RangeError when an option is out of bounds.
   * @throws ProcessLost when a process ends before it serves, with what it printed on stderr.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { makeContext } from "@byturns/context";
   * import { Pool } from "@byturns/processes/internal/pool";
   * import type { tasks } from "@byturns/processes/grain.child";
   *
   * const file = new URL("../grain.child.ts", import.meta.url);
   * await using pool = await Pool.start<typeof tasks>(file, { context: makeContext() });
   * assert.equal(await pool.run("computeOne", { number: 7, units: 0 }), 7);
   * ```
   */
  static async start<Served extends Tasks>(file: URL, options: PoolOptions): Promise<Pool<Served>> {
    const pool = new Pool<Served>(file, options);
    try {
      const places = Array.from({ length: options.context.threads }, (_, i) => `process ${i + 1}`);
      await Promise.all(places.map((lane) => pool.#keepOne(lane)));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /**
   * Runs a task on the process that has the fewest.
   *
   * @returns what the task returned.
   * @throws what the task threw, rebuilt; the signal's reason when it is aborted; ProcessLost when the process ends while it has
   * the task, or the pool is closed; DataCloneError (on Node and Deno an Error) when the argument or the result cannot be cloned;
   * what a getter in it threw; RangeError when the file serves no task of that name.
   */
  run<Name extends keyof Served & string>(
    task: Name,
    argument: Parameters<Served[Name]>[0],
    options: RunOptions = noOptions,
  ): Promise<Awaited<ReturnType<Served[Name]>>> {
    const { signal = this.#context.signal, answers = noAnswers } = options;
    if (this.#closed) return Promise.reject(new ProcessLost(`Cannot run "${task}": the pool is closed`));
    if (this.#places === 0) {
      const why = `Cannot run "${task}": every process ended and none could be started`;
      return Promise.reject(new ProcessLost(why, { cause: this.#lost }));
    }
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const job: Job = {
        id,
        task,
        argument,
        signal,
        answers,
        resolve: resolve as Job["resolve"],
        reject,
        state: "queued",
      };
      this.#signals.add(job);
      this.#queue.push(job);
      if (this.#queue.size === mostInMessage) this.#dispatch();
      else this.#dispatchSoon();
    });
  }

  /** What all processes that live have used so far. */
  async usage(): Promise<Elsewhere> {
    const asked = this.#children.filter(({ serving }) => serving).map((child) => this.#usageOf(child));
    const used = await Promise.all(asked);
    const sum = (of: keyof Elsewhere) => used.reduce((sum, one) => sum + one[of], 0);
    return {
      userUs: sum("userUs"),
      systemUs: sum("systemUs"),
      voluntarySwitches: sum("voluntarySwitches"),
      involuntarySwitches: sum("involuntarySwitches"),
      rssBytes: sum("rssBytes"),
      peakRssBytes: sum("peakRssBytes"),
    };
  }

  /** The process ids of the children that live, those among them that do not serve yet. */
  get pids(): readonly number[] {
    return this.#children.flatMap(({ pid }) => pid ?? []);
  }

  /** Ends every process; what still runs or waits fails with ProcessLost. Settles when no process is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#failQueued(new ProcessLost("The pool was closed"));
    for (const child of this.#children) child.kill();
    await Promise.all(this.#ending);
    this.#signals.close();
    await this.#reaper.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Starts a child for one place, and then another whenever it is gone. Settles when the first one serves. */
  #keepOne(lane: string): Promise<void> {
    this.#places += 1;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let failedStarts = 0;
    let pauseMs = 1;
    const keep = async () => {
      for (let isFirst = true; !this.#closed; isFirst = false) {
        const child = this.#startChild(lane);
        await child.ready.then(
          () => {
            resolve();
            [failedStarts, pauseMs] = [0, 1];
            this.#dispatchSoon();
            this.#releaseSoon();
          },
          () => {
            failedStarts += 1;
          },
        );
        const end = await child.gone;
        const lost = new ProcessLost(this.#closed ? "The pool was closed" : textOfEnd(lane, end));
        this.#lost = lost;
        this.#forget(child, lost);
        if (child.serving || this.#closed) continue;
        // A child that was killed while it was starting was killed from outside; the next one may serve.
        const isKilled = end.signal !== null;
        if (!isKilled && (isFirst || failedStarts >= mostFailedStarts)) throw lost;
        await new Promise((resume) => setTimeout(resume, pauseMs));
        pauseMs = Math.min(longestPauseMs, 2 * pauseMs);
      }
      throw this.#lost;
    };
    const kept = keep().catch((error: unknown) => {
      this.#places -= 1;
      if (this.#places === 0) this.#failQueued(error as ProcessLost);
      reject(error);
    });
    this.#ending.add(kept);
    return promise;
  }

  #startChild(lane: string): Child {
    const { threads, recorder } = this.#context;
    const setup = { lane, processes: threads, recording: recorder !== undefined };
    const child = new Child(this.#file, setup, this.#permissions, this.#context, this.#receive);
    this.#answers.set(child, new Batch((answers) => this.#answerAll(child, answers)));
    this.#children.push(child);
    if (child.pid !== undefined) this.#reaper.add(child.pid);
    return child;
  }

  #forget(child: Child, lost: ProcessLost): void {
    this.#children.splice(this.#children.indexOf(child), 1);
    if (child.pid !== undefined) this.#reaper.remove(child.pid);
    for (const job of child.jobs.values()) this.#fail(job, lost);
    child.jobs.clear();
  }

  #dispatchSoon(): void {
    if (this.#dispatching) return;
    this.#dispatching = true;
    queueMicrotask(() => {
      this.#dispatching = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
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

  #busy(): number {
    let busy = 0;
    for (const { jobs } of this.#children) if (jobs.size > 0) busy += 1;
    return busy;
  }

  #look(): boolean | undefined {
    if (this.#hasAnswered) {
      this.#hasAnswered = false;
      return true;
    }
    const busy = this.#busy();
    // Where processes have every core, polling would keep one of them from its task.
    return busy > 0 && busy < cores ? false : undefined;
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

  #send(child: Child, jobs: readonly Job[]): void {
    child.hold(true);
    const run: unknown[] = [];
    for (const { id, task, argument } of jobs) run.push(id, task, argument);
    try {
      const isPolled = pollingPays && this.#busy() < cores;
      child.send({ run, isPolled });
      if (isPolled) this.#poller.wake();
    } catch (error) {
      if (jobs.length > 1) for (const job of jobs) this.#send(child, [job]);
      else {
        const [job] = jobs as [Job];
        child.jobs.delete(job.id);
        this.#fail(job, error);
        // No answer will come that makes room.
        this.#dispatchSoon();
      }
    }
  }

  readonly #receive = (child: Child, reply: PoolReply): void => {
    const { recorder } = this.#context;
    if ("done" in reply) {
      const { done } = reply;
      for (let i = 0; i < done.length; i += 2)
        this.#succeed(this.#answered(child, done[i] as number), done[i + 1]);
      this.#dispatch();
      this.#releaseSoon();
    } else if ("failed" in reply) {
      this.#fail(this.#answered(child, reply.failed), fromFailureData(reply.failure));
      this.#dispatch();
      this.#releaseSoon();
    } else if ("asks" in reply) {
      const { asks } = reply;
      for (let i = 0; i < asks.length; i += 4)
        this.#answer(child, asks[i] as number, asks[i + 1] as number, asks[i + 2] as string, asks[i + 3]);
    } else if ("spans" in reply) for (const span of reply.spans) recorder?.span(span);
    else if ("line" in reply) recorder?.line(reply.line);
    else {
      this.#usages.get(reply.usage)?.(reply.used);
      this.#usages.delete(reply.usage);
    }
  };

  #answered(child: Child, id: number): Job | undefined {
    const job = child.jobs.get(id);
    child.jobs.delete(id);
    this.#hasAnswered = true;
    return job;
  }

  #succeed(job: Job | undefined, value: unknown): void {
    if (job === undefined || job.state === "over") return;
    if (job.signal.aborted) {
      this.#fail(job, job.signal.reason);
      return;
    }
    job.state = "over";
    this.#signals.remove(job);
    job.resolve(value);
  }

  #fail(job: Job | undefined, error: unknown): void {
    if (job === undefined || job.state === "over") return;
    job.state = "over";
    this.#signals.remove(job);
    job.reject(job.signal.aborted ? job.signal.reason : error);
  }

  #failQueued(error: ProcessLost): void {
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) this.#fail(job, error);
  }

  #cancel(job: Job): void {
    if (job.state === "queued") {
      this.#fail(job, job.signal.reason);
      return;
    }
    const child = this.#children.find(({ jobs }) => jobs.has(job.id));
    if (child === undefined) return;
    child.send({ cancel: job.id, reason: toFailureData(job.signal.reason) });
    setTimeout(() => {
      if (job.state !== "over") child.kill();
    }, this.#graceMs).unref();
  }

  /** Answers what a task asks: at once where the answer is there, and with the others of this turn. */
  #answer(child: Child, jobId: number, id: number, question: string, argument: unknown): void {
    const refuse = (error: unknown) => {
      if (id !== noQuestion) child.send({ refused: id, failure: toFailureData(error) });
    };
    const answer = child.jobs.get(jobId)?.answers[question];
    if (answer === undefined) {
      refuse(new RangeError(`The caller of this task answers no question "${question}"`));
      return;
    }
    try {
      const value = answer(argument);
      if (id === noQuestion) return;
      if (value instanceof Promise) value.then((later) => this.#answers.get(child)?.add(id, later), refuse);
      else this.#answers.get(child)?.add(id, value);
    } catch (error) {
      refuse(error);
    }
  }

  #answerAll(child: Child, answers: readonly unknown[]): void {
    try {
      child.send({ answers });
    } catch (error) {
      if (answers.length > 2)
        for (let i = 0; i < answers.length; i += 2) this.#answerAll(child, answers.slice(i, i + 2));
      else child.send({ refused: answers[0] as number, failure: toFailureData(error) });
    }
  }

  #usageOf(child: Child): Promise<Elsewhere> {
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<Elsewhere>();
    this.#usages.set(id, resolve);
    child.gone.then(() => {
      if (this.#usages.delete(id)) reject(new ProcessLost(`${child.lane} ended before it answered`));
    });
    child.hold(true);
    child.send({ usage: id });
    return promise.finally(() => this.#releaseSoon());
  }

  /**
   * Idle processes keep nothing alive. Delayed, because releasing and holding a process again costs most of a task's
   * time.
   */
  #releaseSoon(): void {
    if (this.#releasing) return;
    this.#releasing = true;
    setImmediate(() => {
      this.#releasing = false;
      const isIdle = ({ serving, jobs }: Child) => serving && jobs.size === 0;
      for (const child of this.#children) if (isIdle(child) && !this.#closed) child.hold(false);
    });
  }
}

const noOptions: RunOptions = {};
const noAnswers: Answers = {};

function textOfEnd(lane: string, { code, signal, printed }: ChildEnd): string {
  return `${lane} ended by itself: ${signal ?? (code === null ? "it could not be started" : `exit code ${code}`)} ${printed}`.trim();
}
