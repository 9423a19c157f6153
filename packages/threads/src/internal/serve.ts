// The worker's side of a pool: answers each request with the task of that name.
import { parentPort, workerData } from "node:worker_threads";
import { makeStage, type Span, type Stage } from "@byturns/stage";
import { type FailureData, fromFailureData, toFailureData } from "./failure.ts";

/** What a worker offers: functions that take a plain value and the stage on this thread. */
// biome-ignore lint/suspicious/noExplicitAny: each task types its own argument; the pool's `run` checks it.
export type Tasks = Readonly<Record<string, (argument: any, stage: Stage) => unknown>>;

/** A result whose buffers are handed over instead of copied. Return `new Transferred(value, [buffer])`. */
export class Transferred<A> {
  readonly value: A;
  readonly transfer: readonly ArrayBuffer[];
  constructor(value: A, transfer: readonly ArrayBuffer[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

/** What the pool sends to a worker. */
export type Request =
  | { readonly run: number; readonly task: string; readonly argument: unknown }
  | { readonly cancel: number; readonly reason: FailureData }
  | { readonly clock: number }
  | { readonly originNs: bigint };

/** What a worker sends back. */
export type Reply =
  | { readonly done: number; readonly value: unknown; readonly spans?: readonly Span[] }
  | { readonly failed: number; readonly failure: FailureData; readonly spans?: readonly Span[] }
  | { readonly line: string; readonly atMs: number }
  | { readonly clock: number; readonly nowNs: bigint };

/** What a worker is started with. */
export interface WorkerSetup {
  readonly lane: string;
  readonly threads: number;
  readonly recording: boolean;
}

/**
 * Serves `tasks` to the pool that started this thread.
 *
 * A task that is cancelled while it waits finds its stage's signal aborted. A task that blocks its thread hears
 * nothing until it lets go; the pool then ends the thread.
 *
 * @throws TypeError when called on a thread that no pool started.
 */
export function serve(tasks: Tasks): void {
  const port = parentPort;
  if (port === null) throw new TypeError("Cannot serve tasks here: this is not a worker thread");
  const { lane, threads, recording } = workerData as WorkerSetup;
  const running = new Map<number, AbortController>();
  // Where the pool's clock began, in this thread's own time; the pool says so before its first task.
  let originNs = 0n;
  const nowMs = () => Number(process.hrtime.bigint() - originNs) / 1e6;

  const send = (reply: Reply, transfer: readonly ArrayBuffer[] = []) =>
    port.postMessage(reply, transfer as ArrayBuffer[]);

  const run = async (id: number, name: string, argument: unknown) => {
    const controller = new AbortController();
    running.set(id, controller);
    const spans: Span[] = [];
    const recorder = recording
      ? {
          span: (span: Span) => spans.push(span),
          line: (line: { text: string; atMs: number }) => send({ line: line.text, atMs: line.atMs }),
        }
      : undefined;
    const stage = makeStage({ signal: controller.signal, threads, lane, recorder, nowMs });
    const seen = recording ? { spans } : {};
    try {
      const task = tasks[name];
      if (task === undefined)
        throw new RangeError(`No task is called "${name}"; there are ${Object.keys(tasks).join(", ")}`);
      const value = await task(argument, stage);
      if (value instanceof Transferred) send({ done: id, value: value.value, ...seen }, value.transfer);
      else send({ done: id, value, ...seen });
    } catch (error) {
      send({ failed: id, failure: toFailureData(error), ...seen });
    } finally {
      running.delete(id);
    }
  };

  port.on("message", (request: Request) => {
    if ("run" in request) void run(request.run, request.task, request.argument);
    else if ("cancel" in request) running.get(request.cancel)?.abort(fromFailureData(request.reason));
    else if ("clock" in request) send({ clock: request.clock, nowNs: process.hrtime.bigint() });
    else originNs = request.originNs;
  });
}
