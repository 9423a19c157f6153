// graceful-shutdown on promises.
//
// Start: a task is called at once, with the service's signal. Cancel: the signal is aborted when the grace is over, or
// at the second call; the tasks are awaited. Fail: with ShuttingDown if it comes too late, with WorkCut if it is cut,
// otherwise as the task does. Cost: one promise per task; a timer when there is something to wait for.
import { AsyncLocalStorage } from "node:async_hooks";

/** The service is shutting down and accepts no more tasks. */
export class ShuttingDown extends Error {
  override readonly name = "ShuttingDown";
  readonly _tag = "ShuttingDown";
  constructor() {
    super("The service is shutting down");
  }
}

/** A task was accepted, and cut before its end. If it failed while it cleaned up, that failure is the cause. */
export class WorkCut extends Error {
  override readonly name = "WorkCut";
  readonly _tag = "WorkCut";
  constructor(options?: ErrorOptions) {
    super("The service was shut down before the work was done", options);
  }
}

export interface ShutdownOptions {
  /** How long the tasks that run may continue: 0 to 2147483647 ms, or Infinity. Default: 10000. */
  readonly graceMs?: number;
}

/** Accepts tasks until it is shut down; every accepted task gets an outcome. */
export class Service {
  /** Inside a task of this service: whether that task still runs. */
  readonly #task = new AsyncLocalStorage<{ runs: boolean }>();
  readonly #cutter = new AbortController();
  readonly #idle = Promise.withResolvers<void>();
  #running = 0;
  #cut = 0;
  #stopping = false;

  /** How many tasks run. */
  get running(): number {
    return this.#running;
  }

  /**
   * Runs `task` at once.
   *
   * @param task is given a signal, which is aborted when it is cut.
   * @returns what the task returns.
   * @throws ShuttingDown if the service accepts no more tasks; WorkCut if the task was cut, with what it threw as the
   * cause; else what the task throws.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { once } from "node:events";
   * import { Agent, createServer, get } from "node:http";
   * import { Service } from "@byturns/promises/graceful-shutdown";
   *
   * // In front of a server whose clients keep their connections.
   * const service = new Service();
   * const server = createServer((_request, response) => {
   *   service.run(async () => "done").then(
   *     (text) => response.end(text),
   *     () => response.writeHead(503, { connection: "close" }).end(),
   *   );
   * });
   * await once(server.listen(0, "127.0.0.1"), "listening");
   * const { port } = server.address() as { port: number };
   * const agent = new Agent({ keepAlive: true });
   * const [answer] = await once(get({ host: "127.0.0.1", port, agent }), "response");
   * assert.equal(Buffer.concat(await answer.toArray()).toString(), "done");
   *
   * // As on SIGTERM: no new connections, the grace for what runs, then the connections that only wait.
   * const closed = new Promise((resolve) => server.close(resolve));
   * await service.shutdown({ graceMs: 20_000 });
   * server.closeIdleConnections();
   * agent.destroy();
   * await closed;
   * ```
   */
  async run<Result>(task: (signal: AbortSignal) => Result | PromiseLike<Result>): Promise<Result> {
    if (this.#stopping) throw new ShuttingDown();
    const { signal } = this.#cutter;
    const own = { runs: true };
    this.#running += 1;
    try {
      return await this.#task.run(own, task, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      this.#cut += 1;
      throw new WorkCut(error === signal.reason ? {} : { cause: error });
    } finally {
      own.runs = false;
      this.#running -= 1;
      if (this.#stopping && this.#running === 0) this.#idle.resolve();
    }
  }

  /**
   * Accepts no more tasks, lets the tasks that run continue for the grace, then cuts them. A second call, as by a
   * second Ctrl-C, cuts them at once.
   *
   * It settles only when no task runs: a task that ignores its signal is awaited to its end.
   *
   * @returns how many tasks were cut.
   * @throws TypeError if `graceMs` is not a number, or if a task of this service calls it, which would wait for itself;
   * RangeError if `graceMs` is out of bounds. Nothing is shut down then.
   */
  async shutdown(options: ShutdownOptions = {}): Promise<{ readonly cut: number }> {
    const { graceMs = 10_000 } = options;
    if (this.#task.getStore()?.runs === true) {
      throw new TypeError(
        "Cannot shut down inside a task of the service: the shutdown waits for that task. Call it from outside, as on a signal",
      );
    }
    if (typeof graceMs !== "number") {
      throw new TypeError(`Cannot wait ${String(graceMs)} ms: graceMs must be a number`);
    }
    if (!(graceMs >= 0 && (graceMs <= longestTimerMs || graceMs === Infinity))) {
      throw new RangeError(
        `Cannot wait ${graceMs} ms: graceMs must be from 0 to ${longestTimerMs}, or Infinity`,
      );
    }
    const cut = () => this.#cutter.abort(new WorkCut());
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (this.#stopping) cut();
    else if (this.#running > 0 && graceMs < Infinity) timer = setTimeout(cut, graceMs);
    this.#stopping = true;
    if (this.#running === 0) this.#idle.resolve();
    await this.#idle.promise;
    clearTimeout(timer);
    return { cut: this.#cut };
  }
}

/** A longer timer fires at once. */
const longestTimerMs = 2_147_483_647;
