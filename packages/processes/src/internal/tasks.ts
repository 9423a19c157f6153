// The tasks of the coordination examples on processes: each pauses, then succeeds or fails.
//
// Start: a message to a process, which has one task at a time. Cancel: by a message, which a process that pauses receives at
// once; one that does not answer is killed. Fail: with TaskFailed, taken apart in the child and rebuilt here. Cost: a message each
// way, and a timer in the child where there is a pause.
import type { Ending, Observed, Task } from "@byturns/spec/tasks";
import type { Pool } from "./pool.ts";
import type { tasks as served } from "./tasks.child.ts";

/** A task failed because its input asks for that. On this side of the pool it is recognized by its tag: its class stays behind. */
export class TaskFailed extends Error {
  override readonly name = "TaskFailed";
  readonly _tag = "TaskFailed";
  /** Which one, counted from 0. */
  readonly index: number;
  constructor(index: number) {
    super(`Task ${index} failed`);
    this.index = index;
  }

  /** Whether an error, here or on the other side of the pool, is one. */
  static is(error: unknown): error is TaskFailed {
    return error instanceof Error && "_tag" in error && error._tag === "TaskFailed";
  }
}

/** Performs tasks in the processes of a pool, bare or observed. */
export interface Performer {
  /**
   * Performs the task at `index`, and returns its value. It counts as running from now on, though a process may have to
   * become free for it.
   *
   * @throws TaskFailed when it fails; the signal's reason when it is aborted.
   */
  perform(index: number, signal: AbortSignal): Promise<number>;
  /** What was observed until now; null where nothing is. */
  observed(): Observed | null;
}

/** Makes the performer that an input asks for. A bare task is a message with its argument, and one with its answer. */
export function performerOf(tasks: readonly Task[], pool: Pool<typeof served>, observe: boolean): Performer {
  if (observe) return new TaskObserver(tasks, pool);
  return {
    perform: (index, signal) => {
      const task = tasks[index] as Task;
      return pool.run("perform", task.fails ? { ...task, index } : task, { signal });
    },
    observed: () => null,
  };
}

/** Performs tasks, and keeps how each ends. */
export class TaskObserver implements Performer {
  readonly #tasks: readonly Task[];
  readonly #pool: Pool<typeof served>;
  readonly #endings: Ending[];
  readonly #cleanups: number[];
  #running = 0;
  #peakRunning = 0;
  #begunAfterFailure = 0;
  #failed = false;

  constructor(tasks: readonly Task[], pool: Pool<typeof served>) {
    this.#tasks = tasks;
    this.#pool = pool;
    this.#endings = tasks.map(() => "not started");
    this.#cleanups = tasks.map(() => 0);
  }

  async perform(index: number, signal: AbortSignal): Promise<number> {
    const task = this.#tasks[index] as Task;
    this.#running += 1;
    if (this.#running > this.#peakRunning) this.#peakRunning = this.#running;
    if (this.#failed) this.#begunAfterFailure += 1;
    let hasBegun = false;
    let ending: Ending = "canceled";
    // The child reports both before it answers.
    const answers = {
      begun: () => {
        hasBegun = true;
      },
      cleanup: () => {
        this.#cleanups[index] = (this.#cleanups[index] ?? 0) + 1;
      },
    };
    try {
      const value = await this.#pool.run("performObserved", { ...task, index }, { signal, answers });
      ending = "done";
      return value;
    } catch (error) {
      if (TaskFailed.is(error) && error.index === index) {
        ending = "failed";
        this.#failed = true;
      }
      throw error;
    } finally {
      // Canceled while it waited for a process: it never ran.
      this.#endings[index] = hasBegun ? ending : "not started";
      this.#running -= 1;
    }
  }

  observed(): Observed {
    return {
      endings: this.#endings,
      cleanups: [...this.#cleanups],
      peakRunning: this.#peakRunning,
      begunAfterFailure: this.#begunAfterFailure,
    };
  }
}
