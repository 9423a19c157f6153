// The worker's side of a pool: answers each request with the task of that name. Requests come in messages, several in one,
// and so do answers; or through a queue in shared memory, for a pool that has one.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { type ExampleContext, makeContext, type Span } from "@byturns/context";
import { BusyPoller } from "./busy-poller.ts";
import { type FailureData, fromFailureData, toFailureData } from "./failure.ts";
import { QueueConsumer, type SharedSetup, turnMs } from "./queue-consumer.ts";
import { answerTask, callOfferer, idIn, taskIn, valueIn } from "./shared-queue.ts";

/** What a worker offers: functions that take a plain value and the context on this thread. */
// biome-ignore lint/suspicious/noExplicitAny: each task types its own argument; the pool's `run` checks it.
export type Tasks = Readonly<Record<string, (argument: any, context: ExampleContext) => unknown>>;

/** A result whose buffers are handed over instead of copied. Return `new Transferred(value, [buffer])`. */
export class Transferred<A> {
  readonly value: A;
  readonly transfer: readonly ArrayBuffer[];
  constructor(value: A, transfer: readonly ArrayBuffer[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

/**
 * What the pool sends to a worker. Runs are a flat list of id, task and argument, again and again: to clone a list of
 * objects costs more than all that it says.
 */
export type Request =
  /** `closely` where a core is free for looking for the next ones. */
  | { readonly run: readonly unknown[]; readonly closely: boolean }
  /** The answer to `fetch`: one run, or none when it was given up meanwhile. */
  | { readonly run: readonly unknown[]; readonly closely: false; readonly fetched: true }
  | { readonly cancel: number; readonly reason: FailureData }
  | { readonly look: true }
  | { readonly clock: number }
  | { readonly originNs: bigint };

/** What a worker sends back. What was done is a flat list of id and value. */
export type Reply =
  | { readonly done: readonly unknown[] }
  | { readonly failed: number; readonly failure: FailureData }
  | { readonly spans: readonly Span[] }
  | { readonly line: string; readonly atMs: number }
  | { readonly look: true }
  /** The slot of a task whose argument is asked for. */
  | { readonly fetch: number }
  | { readonly clock: number; readonly nowNs: bigint; readonly tasks: readonly string[] };

/** What a worker is started with. */
export interface WorkerSetup {
  readonly lane: string;
  readonly threads: number;
  readonly recording: boolean;
  /** Where tasks are taken from that do not come in messages. */
  readonly shared: SharedSetup | undefined;
}

/**
 * Serves `tasks` to the pool that started this thread.
 *
 * A task that is cancelled while it waits finds its context's signal aborted. A task that blocks its thread hears
 * nothing until it lets go; the pool then ends the thread.
 *
 * @throws TypeError when called on a thread that no pool started.
 */
export function serve(tasks: Tasks): void {
  const port = parentPort;
  if (port === null) throw new TypeError("Cannot serve tasks here: this is not a worker thread");
  const { lane, threads, recording, shared } = workerData as WorkerSetup;
  const names = Object.keys(tasks);
  // Where the pool's clock began, in this thread's own time; the pool says so before its first task.
  let originNs = 0n;
  const nowMs = () => Number(process.hrtime.bigint() - originNs) / 1e6;
  const send = (reply: Reply) => port.postMessage(reply);
  const answers = new Answers(port);
  const plain = makeContext({ threads, lane, nowMs });
  const contextFor = () => {
    if (!recording) return new TaskContext(plain);
    const spans: Span[] = [];
    const recorder = {
      span: (span: Span) => spans.push(span),
      line: (line: { text: string; atMs: number }) => send({ line: line.text, atMs: line.atMs }),
    };
    return new TaskContext(makeContext({ threads, lane, recorder, nowMs }), spans);
  };
  /** Those that wait: what does not is over before a message could say that it is cancelled. */
  const waiting = new Map<number, TaskContext>();
  let consumer: QueueConsumer | undefined;

  const succeed = (id: number, slot: number, { spans }: TaskContext, value: unknown) => {
    if (spans.length > 0) send({ spans });
    // What was recorded comes in messages, and before the answer.
    const shares =
      shared !== undefined && slot >= 0 && !recording && answerTask(shared.queue, shared.number, slot, value);
    if (!shares) answers.add(id, value);
    else if (callOfferer(shared.queue)) send({ look: true });
  };
  const fail = (id: number, { spans }: TaskContext, error: unknown) => {
    answers.flush();
    if (spans.length > 0) send({ spans });
    send({ failed: id, failure: toFailureData(error) });
  };
  /** Runs a task, to its end where it does not wait. `slot` is where its result belongs; -1: into a message. */
  const run = (id: number, slot: number, name: string | undefined, argument: unknown) => {
    const context = contextFor();
    let value: unknown;
    try {
      const task = name !== undefined && Object.hasOwn(tasks, name) ? tasks[name] : undefined;
      if (task === undefined)
        throw new RangeError(`No task is called "${name}"; there are ${names.join(", ")}`);
      value = task(argument, context);
    } catch (error) {
      fail(id, context, error);
      return;
    }
    if (!isThenable(value)) {
      succeed(id, slot, context, value);
      return;
    }
    waiting.set(id, context);
    const settled = () => {
      waiting.delete(id);
      consumer?.poller.wake();
    };
    value.then(
      (result) => {
        succeed(id, slot, context, result);
        settled();
      },
      (error) => {
        fail(id, context, error);
        settled();
      },
    );
  };
  if (shared !== undefined) {
    const { queue } = shared;
    const take = (slot: number) =>
      run(idIn(queue, slot), slot, names[taskIn(queue, slot)], valueIn(queue, slot));
    consumer = new QueueConsumer(shared, waiting, take, (slot) => send({ fetch: slot }));
  }

  let heard = false;
  /** Keeps the loop turning for a while, where tasks come by message: see look.ts. */
  const poller = new BusyPoller({
    look: () => {
      const found = heard;
      heard = false;
      return found;
    },
    leave: () => false,
  });
  port.on("message", (request: Request) => {
    if ("run" in request) {
      if (request.closely) {
        heard = true;
        poller.wake();
      }
      const runs = request.run;
      for (let i = 0; i < runs.length; i += 3) run(runs[i] as number, -1, runs[i + 1] as string, runs[i + 2]);
      if ("fetched" in request) consumer?.fetched();
    } else if ("cancel" in request) waiting.get(request.cancel)?.abort(fromFailureData(request.reason));
    else if ("clock" in request) send({ clock: request.clock, nowNs: process.hrtime.bigint(), tasks: names });
    else {
      if ("originNs" in request) originNs = request.originNs;
      consumer?.poller.wake();
    }
  });
}

/** Answers that travel together. A thread that is ended takes those along that it still keeps. */
class Answers {
  readonly #port: MessagePort;
  #kept: unknown[] = [];
  #sinceMs = 0;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  add(id: number, value: unknown): void {
    if (value instanceof Transferred) {
      this.flush();
      this.#post([id, value.value], value.transfer);
      return;
    }
    this.#kept.push(id, value);
    if (this.#kept.length === 2) {
      this.#sinceMs = performance.now();
      // After what has to be done in this turn anyway, which may bring more of them.
      queueMicrotask(() => this.flush());
    } else if (performance.now() - this.#sinceMs > turnMs) this.flush();
  }

  flush(): void {
    const kept = this.#kept;
    if (kept.length === 0) return;
    this.#kept = [];
    this.#post(kept, []);
  }

  #post(done: readonly unknown[], transfer: readonly ArrayBuffer[]): void {
    try {
      this.#port.postMessage({ done } satisfies Reply, transfer as ArrayBuffer[]);
    } catch (error) {
      const failed = done[0] as number;
      // One that cannot be cloned fails alone.
      if (done.length > 2) for (let i = 0; i < done.length; i += 2) this.#post(done.slice(i, i + 2), []);
      else this.#port.postMessage({ failed, failure: toFailureData(error) } satisfies Reply);
    }
  }
}

/** The context of one task. Its signal is made when it is asked for: most tasks end without. */
class TaskContext implements ExampleContext {
  readonly spans: readonly Span[];
  readonly threads: number;
  readonly recorder: ExampleContext["recorder"];
  readonly nowMs: ExampleContext["nowMs"];
  readonly running: ExampleContext["running"];
  readonly blocking: ExampleContext["blocking"];
  readonly waiting: ExampleContext["waiting"];
  readonly print: ExampleContext["print"];
  #controller: AbortController | undefined;

  constructor(thread: ExampleContext, spans: readonly Span[] = []) {
    this.spans = spans;
    this.threads = thread.threads;
    this.recorder = thread.recorder;
    this.nowMs = thread.nowMs;
    this.running = thread.running;
    this.blocking = thread.blocking;
    this.waiting = thread.waiting;
    this.print = thread.print;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
