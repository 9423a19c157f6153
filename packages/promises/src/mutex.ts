// mutex on promises.
//
// Start: a task is called when it holds the mutex, at once when nobody else does. Cancel: the signal takes it out of the
// line; once it holds the mutex, the task is its own master. Fail: as the task does, and the mutex is free again. Cost: a
// promise a task, and another where it has to wait.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { MutexInput, MutexOutput } from "@byturns/spec/mutex";
import { Waiters } from "./internal/waiters.ts";

export interface MutexOptions {
  /** Gives up waiting for the mutex. Default: a signal that is never aborted. */
  readonly signal?: AbortSignal;
}

/** Lets one task go on at a time, in the order of asking. It is not re-entrant: who holds it and asks again waits for ever. */
export class Mutex {
  readonly #waiters = new Waiters();
  #locked = false;

  /** Whether a task holds it. */
  get locked(): boolean {
    return this.#locked;
  }

  /**
   * Runs `task` while no other task of this mutex runs.
   *
   * @returns what the task returns.
   * @throws the signal's reason when it is aborted before the task has begun; else what the task throws.
   * @example
   * ```ts
   * const mutex = new Mutex();
   * await mutex.run(async () => write(file, change(await read(file))));
   * ```
   */
  async run<Result>(task: () => Result | PromiseLike<Result>, options: MutexOptions = {}): Promise<Result> {
    const { signal } = options;
    signal?.throwIfAborted();
    // Who leaves hands the mutex to the next in the line, so that nobody can come between.
    if (this.#locked) await this.#waiters.wait(signal);
    else this.#locked = true;
    try {
      signal?.throwIfAborted();
      return await task();
    } finally {
      if (!this.#waiters.next()) this.#locked = false;
    }
  }
}

/** Lets the writers update the count, with the mutex or without. Rejects when the context's signal is aborted. */
export async function runMutex(input: MutexInput, context: ExampleContext): Promise<MutexOutput> {
  const { writers, updates, gapMs, guarded, observe } = input;
  const { signal } = context;
  const mutex = new Mutex();
  const updatesMade = Array.from({ length: writers }, () => 0);
  let count = 0;
  let inside = 0;
  let peakInside = 0;
  const bare = async () => {
    const read = count;
    await (gapMs > 0 ? sleep(gapMs, undefined, { signal }) : nothing);
    count = read + 1;
  };
  const watched = async (writer: number) => {
    inside += 1;
    if (inside > peakInside) peakInside = inside;
    const read = count;
    const gap = gapMs > 0 ? sleep(gapMs, undefined, { signal }) : nothing;
    await context.waiting(`writer ${writer}`, gap);
    count = read + 1;
    inside -= 1;
  };
  const write = async (_: unknown, writer: number) => {
    const update = observe || context.recorder !== undefined ? () => watched(writer) : bare;
    for (let made = 0; made < updates; made++) {
      signal.throwIfAborted();
      await (guarded ? mutex.run(update, { signal }) : update());
      if (observe) updatesMade[writer] = made + 1;
    }
  };
  await Promise.allSettled(updatesMade.map(write));
  signal.throwIfAborted();
  return { count, observed: observe ? { updatesMade, peakInside } : null };
}

const nothing = Promise.resolve();
