// graceful-shutdown on promises.
//
// Start: a task is called at once, with the service's signal. Cancel: the signal is aborted when the grace is over, or at the
// second call; the tasks are awaited. Fail: what comes too late with ShuttingDown, what is cut with WorkCut, else as the task
// does. Cost: a promise a task; a timer when there is something to wait for.

/** The service shuts down, and takes nothing more. */
export class ShuttingDown extends Error {
  override readonly name = "ShuttingDown";
  readonly _tag = "ShuttingDown";
  constructor() {
    super("The service is shutting down");
  }
}

/** A task was accepted, and cut before its end. What it failed with while it cleaned up, if it did, is the cause. */
export class WorkCut extends Error {
  override readonly name = "WorkCut";
  readonly _tag = "WorkCut";
  constructor(options?: ErrorOptions) {
    super("The service was shut down before the work was done", options);
  }
}

export interface ShutdownOptions {
  /** How long the tasks that run may go on: 0 to 2147483647 ms, or Infinity. Default: 10000. */
  readonly graceMs?: number;
}

/** Takes tasks until it is told to shut down, and tells the caller of each how it ended. */
export class Service {
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
   * @throws ShuttingDown when the service takes nothing more; WorkCut when the task was cut, with what it threw as the cause;
   * else what the task throws.
   * @example
   * ```ts
   * const service = new Service();
   * process.on("SIGTERM", () => service.shutdown({ graceMs: 20_000 }).then(() => process.exit()));
   * await service.run((signal) => answer(request, signal));
   * ```
   */
  async run<Result>(task: (signal: AbortSignal) => Result | PromiseLike<Result>): Promise<Result> {
    if (this.#stopping) throw new ShuttingDown();
    const { signal } = this.#cutter;
    this.#running += 1;
    try {
      return await task(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      this.#cut += 1;
      throw new WorkCut(error === signal.reason ? {} : { cause: error });
    } finally {
      this.#running -= 1;
      if (this.#stopping && this.#running === 0) this.#idle.resolve();
    }
  }

  /**
   * Takes nothing more, lets the tasks that run go on for the grace, then cuts them. Called a second time, as by a second
   * Ctrl-C, it cuts them at once.
   *
   * It settles when no task runs any more: one that does not listen to its signal is
   * awaited to its end.
   *
   * @returns how many tasks were cut.
   * @throws RangeError when `graceMs` is out of its bounds.
   */
  async shutdown(options: ShutdownOptions = {}): Promise<{ readonly cut: number }> {
    const { graceMs = 10_000 } = options;
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
