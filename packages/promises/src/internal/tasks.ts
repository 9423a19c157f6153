// The tasks of the coordination examples on promises: each pauses, then succeeds or fails.
//
// Start: by a call of `perform`. Cancel: the signal ends the pause. Fail: the promise rejects with TaskFailed. Cost: a
// timer where there is a pause, a microtask where there is none.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { Ending, Observed, Task } from "@byturns/spec/tasks";

/** A task failed because its input asks for that. */
export class TaskFailed extends Error {
  /** Which one, counted from 0. */
  readonly index: number;
  constructor(index: number) {
    super(`Task ${index} failed`);
    this.index = index;
  }

  // A getter, because a field would be defined anew for each error.
  override get name(): string {
    return "TaskFailed";
  }
}

/** Performs tasks, bare or observed. */
export interface Performer {
  /**
   * Performs the task at `index`, and returns its value.
   *
   * @throws TaskFailed when it fails; an AbortError when `signal` is aborted while it pauses.
   */
  perform(index: number, signal: AbortSignal): Promise<number>;
  /** What was observed until now; null where nothing is. */
  observed(): Observed | null;
}

/**
 * Makes the performer that an input asks for. Only observed or recorded tasks pay for that: otherwise a task is one
 * `await`, and the value or the failure that follows.
 */
export function performerOf(tasks: readonly Task[], context: ExampleContext, observe: boolean): Performer {
  if (observe) return new TaskObserver(tasks, context);
  if (context.recorder !== undefined) {
    const recorded = new TaskObserver(tasks, context);
    return { perform: (index, signal) => recorded.perform(index, signal), observed: () => null };
  }
  return {
    perform: (index, signal) => {
      const task = tasks[index] as Task;
      return task.pauseMs === 0 && !task.fails ? giveBack(task) : performTask(task, index, signal);
    },
    observed: () => null,
  };
}

/** The bare task without a pause. Apart from the other: what an `await` keeps for what follows it costs up to a fifth. */
async function giveBack({ value }: Task): Promise<number> {
  await nothing;
  return value;
}

/** The bare task with a pause, or one that fails. */
async function performTask(
  { pauseMs, value, fails }: Task,
  index: number,
  signal: AbortSignal,
): Promise<number> {
  await (pauseMs > 0 ? sleep(pauseMs, undefined, { signal }) : nothing);
  if (fails) throw new TaskFailed(index);
  return value;
}

/** Performs tasks, records their spans, and keeps the outcome of each. */
export class TaskObserver implements Performer {
  readonly #tasks: readonly Task[];
  readonly #context: ExampleContext;
  readonly #endings: Ending[];
  readonly #cleanups: number[];
  #running = 0;
  #peakRunning = 0;
  #begunAfterFailure = 0;
  #failed = false;

  constructor(tasks: readonly Task[], context: ExampleContext) {
    this.#tasks = tasks;
    this.#context = context;
    this.#endings = tasks.map(() => "not started");
    this.#cleanups = tasks.map(() => 0);
  }

  async perform(index: number, signal: AbortSignal): Promise<number> {
    const { pauseMs, value, fails } = this.#tasks[index] as Task;
    this.#running += 1;
    if (this.#running > this.#peakRunning) this.#peakRunning = this.#running;
    if (this.#failed) this.#begunAfterFailure += 1;
    let ending: Ending = "canceled";
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
      if (ending === "failed") this.#failed = true;
    }
  }

  observed(): Observed {
    return {
      endings: this.#endings,
      cleanups: this.#cleanups,
      peakRunning: this.#peakRunning,
      begunAfterFailure: this.#begunAfterFailure,
    };
  }
}

const nothing = Promise.resolve();
