// The tasks of the coordination examples on promises: each pauses, then succeeds or fails, and is observed.
//
// Start: by a call of `perform`. Cancel: the signal ends the pause. Fail: the promise rejects with TaskFailed.
// Cost: a timer where there is a pause, a turn of the microtask queue where there is none.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { Ending, Observed, Task } from "@byturns/spec/tasks";

/** A task failed, as it was told to. */
export class TaskFailed extends Error {
  override readonly name = "TaskFailed";
  readonly _tag = "TaskFailed";
  /** Which one, counted from 0. */
  readonly index: number;
  constructor(index: number) {
    super(`Task ${index} failed`);
    this.index = index;
  }
}

/** Performs tasks, and keeps what becomes of each. */
export class TaskObserver {
  readonly #tasks: readonly Task[];
  readonly #context: ExampleContext;
  readonly #endings: Ending[];
  readonly #cleanups: number[];
  #running = 0;
  #peakRunning = 0;

  constructor(tasks: readonly Task[], context: ExampleContext) {
    this.#tasks = tasks;
    this.#context = context;
    this.#endings = tasks.map(() => "not started");
    this.#cleanups = tasks.map(() => 0);
  }

  /**
   * Performs the task at `index`, and returns its value.
   *
   * @throws TaskFailed when it fails; an AbortError when `signal` is aborted while it pauses.
   */
  async perform(index: number, signal: AbortSignal): Promise<number> {
    const { pauseMs, value, fails } = this.#tasks[index] as Task;
    this.#running += 1;
    if (this.#running > this.#peakRunning) this.#peakRunning = this.#running;
    let ending: Ending = "cancelled";
    try {
      signal.throwIfAborted();
      const paused = pauseMs > 0 ? sleep(pauseMs, undefined, { signal }) : nothing;
      await this.#context.waiting(`task ${index}`, paused);
      ending = fails ? "failed" : "done";
      if (fails) throw new TaskFailed(index);
      return value;
    } finally {
      this.#endings[index] = ending;
      this.#cleanups[index] = (this.#cleanups[index] ?? 0) + 1;
      this.#running -= 1;
    }
  }

  /** What was seen until now. */
  observed(): Observed {
    return { endings: this.#endings, cleanups: this.#cleanups, peakRunning: this.#peakRunning };
  }
}

const nothing = Promise.resolve();
