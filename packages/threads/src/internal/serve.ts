// The worker's side of a pool: answers each request with the task of that name. Requests come in messages, several in one,
// and so do answers; or through a queue in shared memory, for a pool that has one.
import { parentPort, workerData } from "node:worker_threads";
import { makeContext, type Span } from "@byturns/context";
import { Answers } from "./pool/answers.ts";
import { assimilate } from "./pool/assimilate.ts";
import { begin, finish } from "./pool/claims.ts";
import { fromFailureData, toFailureData } from "./pool/failure.ts";
import type { Reply, Request, Tasks, WorkerSetup } from "./pool/protocol.ts";
import { QueueConsumer } from "./pool/queue-consumer.ts";
import { answerTask, callOfferer, finishByMessage, idIn, taskIn, valueIn } from "./pool/shared-queue.ts";
import { TaskContext } from "./pool/task-context.ts";
import { decode, idOf } from "./pool/task-values.ts";

export { type Tasks, Transferred } from "./pool/protocol.ts";

/**
 * Serves `tasks` to the pool that started this thread.
 *
 * A task that is canceled while it waits finds its context's signal aborted. A task that blocks its thread notices
 * nothing until it yields; the pool then ends the thread.
 *
 * @returns the memory that the pool was started with.
 * @throws TypeError when called on a thread that no pool started, or with a task that is no function.
 */
export function serve(tasks: Tasks): unknown {
  const port = parentPort;
  const setup = workerData as WorkerSetup | null | undefined;
  if (port === null || setup?.claims === undefined) {
    throw new TypeError("Cannot serve tasks here: this is not a thread that a pool started");
  }
  refuseOthers(tasks);
  const { lane, threads, recording, memory, shared } = setup;
  let { claims } = setup;
  const names = Object.keys(tasks);
  // When the pool's clock began, in this thread's own time; the pool sends it before its first task.
  let originNs = 0n;
  const nowMs = () => Number(process.hrtime.bigint() - originNs) / 1e6;
  const send = (reply: Reply) => port.postMessage(reply);
  const answers = new Answers(port);
  const plain = makeContext({ threads, lane, nowMs });
  const contextFor = () => {
    if (!recording) return new TaskContext(plain, claims);
    const spans: Span[] = [];
    const recorder = {
      span: (span: Span) => spans.push(span),
      line: (line: { text: string; atMs: number }) => send({ line: line.text, atMs: line.atMs }),
    };
    return new TaskContext(makeContext({ threads, lane, recorder, nowMs }), claims, spans);
  };
  /** Tasks that wait: any other is over before a message could cancel it. */
  const waiting = new Map<number, TaskContext>();
  let consumer: QueueConsumer | undefined;

  const finished = (id: number, slot: number, context: TaskContext) => {
    if (slot < 0) finish(context.claims, id);
    else if (shared !== undefined) finishByMessage(shared.queue, shared.number, slot);
  };
  const succeed = (id: number, slot: number, context: TaskContext, value: unknown) => {
    const { spans } = context;
    if (spans.length > 0) send({ spans });
    // What was recorded comes in messages, and before the answer.
    const inSlot =
      shared !== undefined &&
      slot >= 0 &&
      !recording &&
      answerTask(shared.queue, shared.number, slot, id, value);
    if (!inSlot) {
      finished(id, slot, context);
      answers.add(id, value);
      // One that is large gains little by traveling with others.
      if (slot >= 0) answers.flush();
    } else if (callOfferer(shared.queue)) send({ look: true });
  };
  const fail = (id: number, slot: number, context: TaskContext, error: unknown) => {
    const { spans } = context;
    finished(id, slot, context);
    answers.flush();
    if (spans.length > 0) send({ spans });
    send({ failed: id, failure: toFailureData(error) });
  };
  const settle = async (id: number, slot: number, context: TaskContext, pending: PromiseLike<unknown>) => {
    waiting.set(id, context);
    try {
      const value = await pending;
      succeed(id, slot, context, value);
    } catch (error) {
      fail(id, slot, context, error);
    }
    waiting.delete(id);
    consumer?.wake();
  };
  /** Runs a task, to its end where it does not wait. `slot` is where its result belongs; -1: into a message. */
  const run = (id: number, slot: number, name: string | undefined, argument: unknown) => {
    const context = contextFor();
    let value: unknown;
    let pending: PromiseLike<unknown> | undefined;
    try {
      const task = name !== undefined && Object.hasOwn(tasks, name) ? tasks[name] : undefined;
      if (task === undefined)
        throw new RangeError(`No task is called "${name}"; there are ${names.join(", ")}`);
      value = task(argument, context);
      pending = assimilate(value);
    } catch (error) {
      fail(id, slot, context, error);
      return;
    }
    if (pending === undefined) succeed(id, slot, context, value);
    else settle(id, slot, context, pending);
  };
  if (shared !== undefined) {
    const { queue } = shared;
    consumer = new QueueConsumer(shared, {
      waiting: () => waiting.size,
      run: (slot) => run(idIn(queue, slot), slot, names[taskIn(queue, slot)], valueIn(queue, slot)),
      fetch: (id) => send({ fetch: id }),
      retired: () => {
        answers.flush();
        send({ retired: true });
      },
    });
  }

  let lookUntilMs = 0;
  let looking = false;
  /** Keeps the loop turning for as long as the pool asks for: see look-ahead.ts. */
  const look = () => {
    looking = performance.now() < lookUntilMs;
    if (looking) setImmediate(look);
  };
  port.on("message", (request: Request) => {
    if ("lookMs" in request) {
      const { run: runs, lookMs } = request;
      for (let i = 0; i < runs.length; i += 3) {
        const id = idOf(runs[i]);
        // The pool has taken it back, and waits for nothing but room.
        if (begin(claims, id)) run(id, -1, runs[i + 1] as string, decode(runs[i], runs[i + 2]));
        else answers.add(id, undefined);
      }
      if (lookMs > 0) {
        lookUntilMs = performance.now() + lookMs;
        if (!looking) {
          looking = true;
          setImmediate(look);
        }
      }
    } else if ("fetched" in request) {
      const { fetched: slot, run: runs } = request;
      const id = runs.length > 0 ? idOf(runs[0]) : -1;
      if (consumer?.fetched(slot, id)) run(id, slot, runs[1] as string, decode(runs[0], runs[2]));
    } else if ("cancel" in request) waiting.get(request.cancel)?.abort(fromFailureData(request.reason));
    else if ("clock" in request) send({ clock: request.clock, nowNs: process.hrtime.bigint(), tasks: names });
    else if ("claims" in request) claims = request.claims;
    else {
      if ("originNs" in request) originNs = request.originNs;
      consumer?.wake();
    }
  });
  return memory;
}

function refuseOthers(tasks: Tasks): void {
  for (const [name, task] of Object.entries(tasks)) {
    if (typeof task === "function") continue;
    throw new TypeError(`Cannot serve ${name}: a task is a function, and it is of type ${typeof task}`);
  }
}
