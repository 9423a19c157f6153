// The child's side of a pool: runs the tasks that come in messages, several in one, and answers in the same way.
import module from "node:module";
import { type ExampleContext, makeContext, type PrintedLine, type Span } from "@byturns/context";
import { fromFailureData, toFailureData } from "@byturns/threads/internal/pool/failure";
import { Batch } from "./batch.ts";
import { Mailbox } from "./mailbox.ts";
import { MemoryFile } from "./memory-file.ts";
import { type ChildSetup, noQuestion, type Reply, type Request } from "./protocol.ts";
import { assertSendable } from "./sendable.ts";
import { type Asked, type ProcessContext, type SendQuestion, TaskContext } from "./task-context.ts";

/** What a child process offers: functions that take a plain value and the context of the task. */
// biome-ignore lint/suspicious/noExplicitAny: each task types its own argument; the pool's `run` checks it.
export type Tasks = Readonly<Record<string, (argument: any, context: ProcessContext) => unknown>>;

/** How long tasks have to clean up when the process that asked for them is gone. */
const graceMs = 500;

/**
 * Serves `tasks` to the pool that started this process, until that pool's process is gone.
 *
 * A task that is canceled while it waits finds its context's signal aborted. One that computes or blocks does not notice; the
 * pool then kills the process.
 *
 * @throws TypeError when called in a process that no pool has started.
 */
export function serve(tasks: Tasks): void {
  if (process.send === undefined)
    throw new TypeError("Cannot serve tasks here: no pool has started this process");
  new Server(tasks, JSON.parse(process.argv[2] ?? "{}"));
}

class Server {
  readonly #tasks: Tasks;
  readonly #recording: boolean;
  readonly #lane: string;
  readonly #plain: ExampleContext;
  /** Tasks that wait: any other is over before a message could cancel it. */
  readonly #waiting = new Map<number, TaskContext>();
  readonly #questions = new Map<number, Asked>();
  readonly #done = new Batch((done) => this.#sendDone(done));
  readonly #asks = new Batch((asks) => this.#send({ asks }));
  #mailbox: Mailbox | undefined;
  #looks = false;
  #lookUntilMs = 0;
  /** Whether the next results may lie in the mailbox: once after tasks, and not if anything was sent since. */
  #byFile = false;
  #nextQuestion = 1;
  /** When the pool's context was made, in this process's own time. */
  #originNs = 0n;
  #isLeaving = false;

  constructor(tasks: Tasks, { lane, processes, recording, mailbox }: ChildSetup) {
    this.#tasks = tasks;
    this.#recording = recording;
    this.#lane = lane;
    this.#plain = makeContext({ threads: processes, lane, nowMs: this.#nowMs });
    if (mailbox !== undefined) this.#mailbox = new Mailbox(MemoryFile.take(mailbox), "process");
    // Ctrl-C at a terminal is meant for the process that started this one; when that one ends, so does this.
    process.on("SIGINT", () => {});
    process.on("disconnect", () => this.#leave());
    process.on("message", (request: Request) => this.#receive(request));
    // Only now: on Bun a message that arrives before there is a listener is lost.
    this.#send({ clock: 0, nowNs: process.hrtime.bigint() });
    // Its pool kills it, so nothing is written at its end: the next child would compile everything again. Deno has no such cache.
    module.flushCompileCache?.();
  }

  readonly #nowMs = () => Number(process.hrtime.bigint() - this.#originNs) / 1e6;

  #receive(request: Request): void {
    // It was left there before: a task that is canceled has to be known.
    if (this.#looks) this.#takeMail();
    if ("run" in request) {
      const { run, lookMs, byFile } = request;
      this.#byFile = byFile;
      this.#runAll(run, 0, lookMs);
    } else if ("answers" in request) {
      const { answers } = request;
      for (let i = 0; i < answers.length; i += 2)
        this.#takeQuestion(answers[i] as number)?.resolve(answers[i + 1]);
    } else if ("refused" in request)
      this.#takeQuestion(request.refused)?.reject(fromFailureData(request.failure));
    else if ("cancel" in request) this.#waiting.get(request.cancel)?.abort(fromFailureData(request.reason));
    else if ("clock" in request) this.#send({ clock: request.clock, nowNs: process.hrtime.bigint() });
    else if ("originNs" in request) this.#originNs = request.originNs;
    else if ("mailed" in request) this.#takeMail();
    else this.#send({ usage: request.usage, used: usedUntilNow() });
  }

  #takeMail(): void {
    this.#runMailed(this.#mailbox?.take());
  }

  #runMailed(run: unknown): void {
    if (run === undefined) return;
    this.#byFile = true;
    const [lookMs] = run as readonly [lookMs: number, ...run: unknown[]];
    this.#runAll(run as readonly unknown[], 1, lookMs);
  }

  #runAll(run: readonly unknown[], first: number, lookMs: number): void {
    for (let i = first; i < run.length; i += 3) this.#run(run[i] as number, run[i + 1] as string, run[i + 2]);
    if (lookMs === 0) return;
    this.#lookUntilMs = performance.now() + lookMs;
    if (this.#looks) return;
    this.#looks = true;
    this.#mailbox?.look(true);
    setImmediate(this.#look);
  }

  /** Keeps the loop turning, so that the next tasks need not wake it. */
  readonly #look = () => {
    this.#runMailed(this.#mailbox?.takeSoon());
    if (performance.now() < this.#lookUntilMs) {
      setImmediate(this.#look);
      return;
    }
    this.#looks = false;
    this.#mailbox?.look(false);
    this.#takeMail();
  };

  #run(id: number, name: string, argument: unknown): void {
    const context = this.#contextFor(id);
    let value: unknown;
    try {
      const task = Object.hasOwn(this.#tasks, name) ? this.#tasks[name] : undefined;
      if (task === undefined) {
        const known = Object.keys(this.#tasks).join(", ");
        throw new RangeError(`No task is called "${name}"; there are ${known}`);
      }
      value = task(argument, context);
    } catch (error) {
      this.#fail(id, context, error);
      return;
    }
    if (!isThenable(value)) {
      this.#succeed(id, context, value);
      return;
    }
    this.#waiting.set(id, context);
    const settled = () => {
      this.#waiting.delete(id);
      if (this.#isLeaving && this.#waiting.size === 0) process.exit();
    };
    value.then(
      (result) => {
        this.#succeed(id, context, result);
        settled();
      },
      (error) => {
        this.#fail(id, context, error);
        settled();
      },
    );
  }

  #contextFor(id: number): TaskContext {
    const ask = this.#askFor(id);
    if (!this.#recording) return new TaskContext(this.#plain, ask, []);
    const spans: Span[] = [];
    const recorder = {
      span: (span: Span) => spans.push(span),
      line: (line: PrintedLine) => this.#send({ line }),
    };
    const { threads } = this.#plain;
    return new TaskContext(
      makeContext({ threads, lane: this.#lane, recorder, nowMs: this.#nowMs }),
      ask,
      spans,
    );
  }

  #askFor(job: number): SendQuestion {
    return (question, argument, asked) => {
      assertSendable(argument);
      const id = asked === undefined ? noQuestion : this.#nextQuestion++;
      if (asked !== undefined) this.#questions.set(id, asked);
      this.#asks.add(job, id, question, argument);
      return () => this.#questions.delete(id);
    };
  }

  #takeQuestion(id: number): Asked | undefined {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    return question;
  }

  #succeed(id: number, { spans }: TaskContext, value: unknown): void {
    this.#asks.flush();
    if (spans.length > 0) this.#send({ spans });
    this.#done.add(id, value);
  }

  #fail(id: number, { spans }: TaskContext, error: unknown): void {
    this.#asks.flush();
    this.#done.flush();
    if (spans.length > 0) this.#send({ spans });
    this.#send({ failed: id, failure: toFailureData(error) });
  }

  #sendDone(done: readonly unknown[]): void {
    try {
      if (!this.#mail(done)) this.#send({ done });
    } catch (error) {
      // One result that cannot be cloned fails alone.
      if (done.length > 2) for (let i = 0; i < done.length; i += 2) this.#sendDone(done.slice(i, i + 2));
      else this.#send({ failed: done[0] as number, failure: toFailureData(error) });
    }
  }

  /** Leaves results where the pool looks for them. */
  #mail(done: readonly unknown[]): boolean {
    const mailbox = this.#mailbox;
    if (mailbox === undefined || !this.#byFile) return false;
    this.#byFile = false;
    if (!(mailbox.wasLookedAt || mailbox.isLookedAt) || !mailbox.put(done)) return false;
    if (!mailbox.isLookedAt) this.#send({ mailed: true });
    return true;
  }

  #send(reply: Reply): void {
    // What is sent must not be overtaken.
    this.#byFile = false;
    if (!process.connected) return;
    assertSendable(reply);
    // The callback takes the error of a message that cannot be sent because the other process is gone.
    process.send?.(reply, undefined, undefined, () => {});
  }

  /** The process that asked is gone: its tasks are canceled, have a while to clean up, and this process ends. */
  #leave(): void {
    this.#isLeaving = true;
    if (this.#waiting.size === 0) process.exit();
    for (const context of this.#waiting.values())
      context.abort(new DOMException("The process that started the task is gone", "AbortError"));
    setTimeout(() => process.exit(), graceMs);
  }
}

function usedUntilNow() {
  const { userCPUTime, systemCPUTime, ...used } = process.resourceUsage();
  return {
    userUs: userCPUTime,
    systemUs: systemCPUTime,
    voluntarySwitches: used.voluntaryContextSwitches,
    involuntarySwitches: used.involuntaryContextSwitches,
    rssBytes: process.memoryUsage.rss(),
    peakRssBytes: used.maxRSS * 1_024,
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
