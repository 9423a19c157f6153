// The threads of a pool: how they start, how another takes the place of one that has ended, and that none is left behind.
import type { ExampleContext } from "@byturns/context";
import type { CheckedOptions } from "./options.ts";
import { type PoolThread, startThread } from "./pool-thread.ts";
import type { Reply } from "./protocol.ts";
import type { Lost, Transport } from "./transport.ts";

/** A thread ended although it was not asked to, or was ended for a task that it did not give up. */
export class ThreadLost extends Error {
  override readonly name = "ThreadLost";
  readonly _tag = "ThreadLost";
}

/** What the pool does for its threads. */
export interface ThreadSetEvents {
  readonly replied: (thread: PoolThread, reply: Exclude<Reply, { clock: number }>) => void;
  /** A thread serves that took another's place. */
  readonly served: () => void;
  /** A thread is lost, and with it these tasks. */
  readonly lost: (tasks: Lost, error: ThreadLost) => void;
  /** No thread is left, and no other could be started. */
  readonly noneLeft: (error: ThreadLost) => void;
  /** Nothing of the thread with this id runs any more. */
  readonly ended: (threadId: number) => void;
}

/** Keeps as many threads as the context asks for. */
export class ThreadSet {
  readonly #file: URL;
  readonly #context: ExampleContext;
  readonly #options: CheckedOptions;
  readonly #transport: Transport;
  readonly #events: ThreadSetEvents;
  readonly #threads: PoolThread[] = [];
  readonly #ending = new Set<Promise<unknown>>();
  #started = 0;

  constructor(
    file: URL,
    context: ExampleContext,
    options: CheckedOptions,
    transport: Transport,
    events: ThreadSetEvents,
  ) {
    this.#file = file;
    this.#context = context;
    this.#options = options;
    this.#transport = transport;
    this.#events = events;
  }

  /** Those that serve, or are about to. */
  get all(): readonly PoolThread[] {
    return this.#threads;
  }

  /**
   * Starts all threads, and waits until all of them serve.
   *
   * @throws ThreadLost when one ends before; the reason of the context's signal when it is aborted before.
   */
  async start(): Promise<void> {
    const { signal, threads } = this.#context;
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      for (let i = 1; i <= threads; i++) this.#threads.push(this.#startOne(`thread ${i}`));
      await Promise.race([Promise.all(this.#threads.map(({ ready }) => ready)), aborted.promise]);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** Ends a thread and starts another, unless it was taken out already. */
  replace(thread: PoolThread, error: ThreadLost): void {
    const at = this.#threads.indexOf(thread);
    if (at < 0) return;
    const another = this.#startOne(thread.lane);
    this.#threads[at] = another;
    another.ready.then(
      () => this.#events.served(),
      () => {},
    );
    this.#end(thread, error);
  }

  /** What does not settle by itself keeps the process alive, and nothing else does. */
  holdWhatIsNeeded(): void {
    for (const thread of this.#threads) this.#holdIfNeeded(thread);
  }

  /** Ends all threads. Settles when none is left, those included that were taken out before. */
  async close(error: ThreadLost): Promise<void> {
    for (const thread of this.#threads.splice(0)) this.#end(thread, error);
    await Promise.all(this.#ending);
  }

  #startOne(lane: string): PoolThread {
    const { memory, resourceLimits } = this.#options;
    return startThread(
      {
        file: this.#file,
        context: this.#context,
        lane,
        number: this.#started++,
        memory,
        resourceLimits,
        sharedFor: (number, cell) => this.#transport.sharedFor(number, cell),
      },
      {
        served: (thread, tasks) => {
          this.#transport.served(tasks);
          this.#holdIfNeeded(thread);
        },
        replied: (thread, reply) => this.#events.replied(thread, reply),
        ended: (thread, cause) => {
          const error = new ThreadLost(`${thread.lane} ended by itself`, { cause });
          if (thread.serving) this.replace(thread, error);
          else this.#giveUp(thread, error);
          return error;
        },
      },
    );
  }

  #holdIfNeeded(thread: PoolThread): void {
    const needed = !thread.serving || this.#transport.needs(thread);
    if (needed === thread.held) return;
    thread.held = needed;
    if (needed) thread.worker.ref();
    else thread.worker.unref();
  }

  /** Takes out a thread that ended before it served: a file that cannot be loaded would be started forever. */
  #giveUp(thread: PoolThread, error: ThreadLost): void {
    const at = this.#threads.indexOf(thread);
    if (at < 0) return;
    this.#threads.splice(at, 1);
    this.#end(thread, error);
    if (this.#threads.length === 0) this.#events.noneLeft(error);
  }

  #end(thread: PoolThread, error: ThreadLost): void {
    this.#events.lost(this.#transport.lost(thread), error);
    // It will not answer any more, and only with an answer would the others be let go.
    this.holdWhatIsNeeded();
    const ended = thread.worker.terminate().finally(() => {
      this.#ending.delete(ended);
      // Until now it may have begun another one, or written its answer.
      this.#events.lost(this.#transport.ended(thread), error);
      this.#events.ended(thread.threadId);
    });
    this.#ending.add(ended);
  }
}
