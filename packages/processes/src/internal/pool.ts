// A pool of child processes: starts as many as it is given, keeps them, and hands each task to the process that has the fewest, in
// the order of the calls.
//
// Tasks travel in messages over the IPC channel of `node:child_process`: those that are asked for in one turn of the loop, and for
// which there is room, in one message, and their results come back in the same way. While both sides look for them, small ones
// lie in a file instead (mailbox.ts).
//
// A task is canceled by a message. A process that computes or blocks does not notice: when it has not answered within
// the grace, it is killed and another takes its place. A process that dies fails the tasks that it had, and nothing
// else. A failure is rebuilt in full. When the pool is closed, or this process ends in whatever way, no child is left;
// while the pool is idle, it does not keep this process alive.
import type { Elsewhere, ExampleContext } from "@byturns/context";
import { fromFailureData, toFailureData } from "@byturns/threads/internal/pool/failure";
import { Child, type PoolReply } from "./pool/child.ts";
import { Dispatcher } from "./pool/dispatcher.ts";
import type { Answers, Job } from "./pool/jobs.ts";
import { keepChild } from "./pool/keep-child.ts";
import { checkPoolOptions, type PoolOptions, type RunOptions } from "./pool/pool-options.ts";
import { ProcessLost } from "./pool/process-lost.ts";
import { Questions } from "./pool/questions.ts";
import { Reaper } from "./pool/reaper.ts";
import { SignalWatch } from "./pool/signal-watch.ts";
import { Usages } from "./pool/usages.ts";
import type { ChildPermissions } from "./runtime.ts";
import type { Tasks } from "./serve.ts";

/** Processes that serve the tasks of one file. Closed by `await using`, or by `close`. */
export class Pool<Served extends Tasks> implements AsyncDisposable {
  readonly #file: URL;
  readonly #context: ExampleContext;
  readonly #graceMs: number;
  readonly #permissions: ChildPermissions | undefined;
  readonly #children: Child[] = [];
  readonly #reaper: Reaper;
  readonly #dispatcher: Dispatcher;
  readonly #signals: SignalWatch;
  readonly #questions = new Questions();
  readonly #ending = new Set<Promise<unknown>>();
  readonly #usages = new Usages();
  #nextId = 1;
  #places = 0;
  #releasing = false;
  #lost: ProcessLost | undefined;
  #closed = false;

  private constructor(file: URL, options: PoolOptions) {
    checkPoolOptions(options);
    const { context, tasksPerProcess = 1, graceMs = 50, permissions } = options;
    this.#file = file;
    this.#context = context;
    this.#dispatcher = new Dispatcher(this.#children, tasksPerProcess, (job, error) =>
      this.#fail(job, error),
    );
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
      this.#dispatcher.add(job);
    });
  }

  /**
   * What all processes that live have used so far.
   *
   * @throws ProcessLost when one of them ends before it answers.
   */
  usage(): Promise<Elsewhere> {
    return this.#usages
      .of(this.#children.filter(({ serving }) => serving))
      .finally(() => this.#releaseSoon());
  }

  /** The process ids of the children that live, those among them that do not serve yet. */
  get pids(): readonly number[] {
    return this.#children.flatMap(({ pid }) => pid ?? []);
  }

  /** Ends every process; what still runs or waits fails with ProcessLost. Settles when no process is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#dispatcher.failQueued(new ProcessLost("The pool was closed"));
    for (const child of this.#children) child.kill();
    await Promise.all(this.#ending);
    this.#signals.close();
    await this.#reaper.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Keeps a child in one place. Settles when the first one serves. */
  #keepOne(lane: string): Promise<void> {
    this.#places += 1;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const kept = keepChild({
      lane,
      start: () => this.#startChild(lane),
      isClosed: () => this.#closed,
      serves: () => {
        resolve();
        this.#dispatcher.dispatchSoon();
        this.#releaseSoon();
      },
      gone: (child, lost) => {
        this.#lost = lost;
        this.#forget(child, lost);
      },
    }).catch((error: unknown) => {
      this.#places -= 1;
      if (this.#places === 0) this.#dispatcher.failQueued(error as ProcessLost);
      reject(error);
    });
    this.#ending.add(kept);
    return promise;
  }

  #startChild(lane: string): Child {
    const { threads, recorder } = this.#context;
    const setup = { lane, processes: threads, recording: recorder !== undefined };
    const child = new Child(this.#file, setup, this.#permissions, this.#context, this.#receive);
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

  readonly #receive = (child: Child, reply: PoolReply): void => {
    const { recorder } = this.#context;
    if ("done" in reply) {
      const { done } = reply;
      for (let i = 0; i < done.length; i += 2)
        this.#succeed(this.#dispatcher.answered(child, done[i] as number), done[i + 1]);
      this.#dispatcher.dispatch();
      this.#releaseSoon();
    } else if ("failed" in reply) {
      this.#fail(this.#dispatcher.answered(child, reply.failed), fromFailureData(reply.failure));
      this.#dispatcher.dispatch();
      this.#releaseSoon();
    } else if ("asks" in reply) this.#questions.receive(child, reply.asks);
    else if ("spans" in reply) for (const span of reply.spans) recorder?.span(span);
    else if ("line" in reply) recorder?.line(reply.line);
    else this.#usages.receive(reply.usage, reply.used);
  };

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
